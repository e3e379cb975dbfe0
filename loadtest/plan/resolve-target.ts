import { NoStackError, readStackFile, type StackDescription } from '../../client/stack-file.ts';
import type { Target } from './target.ts';
import { targetOfStage } from './target-of-stage.ts';

interface TargetOptions {
  /** The value of Artillery's `-e`; absent for the embedded stack. */
  readonly environment: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A deployed stage, by name. */
  readonly stage?: string | undefined;
  /** Where that is. */
  readonly endpoint?: string | undefined;
  /** Of the embedded stack, where it is not the usual one. */
  readonly stackFile?: string;
}

/** @throws Error whose message is one sentence that says what to do. */
export async function resolveTarget(options: TargetOptions): Promise<Target> {
  const { environment, env, stackFile } = options;
  const stage = options.stage ?? env.SPILLWAY_STAGE;
  if (environment === undefined && options.stage === undefined) {
    const stack = runningStack(stackFile ?? env.SPILLWAY_STACK_FILE);
    return { endpoint: stack.endpoint, sources: stack.sources, stack };
  }
  if (env.SPILLWAY_SECRET && options.stage === undefined) return targetOfVariables(env);
  return stage
    ? await targetOfStage(stage, options.endpoint ?? env.SPILLWAY_URL)
    : targetOfVariables(env);
}

function targetOfVariables(env: TargetOptions['env']): Target {
  const { SPILLWAY_URL: url, SPILLWAY_SECRET: secret } = env;
  const { SPILLWAY_SOURCE: source = 'github', SPILLWAY_SENDER: sender = 'github' } = env;
  if (!url || !secret) {
    const missing = [url ? [] : 'SPILLWAY_URL', secret ? [] : 'SPILLWAY_SECRET'].flat();
    throw new Error(
      `${missing.join(' and ')} must be set: the stack's output Endpoint, and the current secret of its source ${source}. Or name the stage, with credentials of its account: SPILLWAY_STAGE=<stage>`,
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
