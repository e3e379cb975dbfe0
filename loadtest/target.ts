import { NoStackError, readStackFile, type StackDescription } from '../client/stack-file.ts';

/** Where a load test sends, and what it signs with. */
export interface Target {
  /** The whole URL of one source, such as `http://127.0.0.1:4100/dev/webhooks/github`. */
  readonly url: string;
  readonly secret: string;
}

/** The first source whose sender is GitHub: the payloads are GitHub's. */
export function githubSourceOf({ sources }: StackDescription): { name: string; secret: string } {
  const found = Object.entries(sources).find(([, { sender }]) => sender === 'github');
  if (found === undefined) {
    throw new Error('The running stack has no source whose sender is github.');
  }
  return { name: found[0], secret: found[1].secret };
}

interface TargetOptions {
  /** The value of Artillery's `-e`; absent for the embedded stack. */
  readonly environment: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the embedded stack, where it is not the usual one. */
  readonly stackFile?: string;
}

/** @throws Error whose message is one sentence that says what to do. */
export function resolveTarget({ environment, env, stackFile }: TargetOptions): Target {
  return environment === undefined
    ? targetOfStack(runningStack(stackFile))
    : targetOfVariables(env);
}

function targetOfStack(stack: StackDescription): Target {
  const { name, secret } = githubSourceOf(stack);
  return { url: `${stack.endpoint}/webhooks/${name}`, secret };
}

function targetOfVariables(env: TargetOptions['env']): Target {
  const { SPILLWAY_URL: url, SPILLWAY_SECRET: secret, SPILLWAY_SOURCE: source = 'github' } = env;
  if (!url || !secret) {
    const missing = [url ? [] : 'SPILLWAY_URL', secret ? [] : 'SPILLWAY_SECRET'].flat();
    throw new Error(
      `${missing.join(' and ')} must be set: the stack's output Endpoint, and the current secret of its source ${source}.`,
    );
  }
  return { url: `${url.replace(/\/+$/, '')}/webhooks/${source}`, secret };
}

function runningStack(file: string | undefined): StackDescription {
  try {
    return readStackFile(file);
  } catch (cause) {
    if (!(cause instanceof NoStackError)) throw cause;
    throw new Error(`${cause.message} Start it: npm start`, { cause });
  }
}
