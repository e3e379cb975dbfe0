import { NoStackError, readStackFile, type StackDescription } from '../../client/stack-file.ts';

/** Where a load test sends, and who it signs as. */
export interface Target {
  /** The API with its stage, such as `http://127.0.0.1:4100/dev`. */
  readonly endpoint: string;
  readonly sources: StackDescription['sources'];
  /** Present where it is the embedded stack. */
  readonly stack?: StackDescription;
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
  if (environment !== undefined) return targetOfVariables(env);
  const stack = runningStack(stackFile ?? env.SPILLWAY_STACK_FILE);
  return { endpoint: stack.endpoint, sources: stack.sources, stack };
}

function targetOfVariables(env: TargetOptions['env']): Target {
  const { SPILLWAY_URL: url, SPILLWAY_SECRET: secret } = env;
  const { SPILLWAY_SOURCE: source = 'github', SPILLWAY_SENDER: sender = 'github' } = env;
  if (!url || !secret) {
    const missing = [url ? [] : 'SPILLWAY_URL', secret ? [] : 'SPILLWAY_SECRET'].flat();
    throw new Error(
      `${missing.join(' and ')} must be set: the stack's output Endpoint, and the current secret of its source ${source}.`,
    );
  }
  return { endpoint: url.replace(/\/+$/, ''), sources: { [source]: { sender, secret } } };
}

function runningStack(file: string | undefined): StackDescription {
  try {
    return readStackFile(file);
  } catch (cause) {
    if (!(cause instanceof NoStackError)) throw cause;
    throw new Error(`${cause.message} Start it: npm start`, { cause });
  }
}
