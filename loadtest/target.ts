import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where a load test sends, and what it signs with. */
export interface Target {
  /** The whole URL of one source, such as `http://127.0.0.1:4100/dev/webhooks/github`. */
  readonly url: string;
  readonly secret: string;
}

/** Written by a running `npm start`, removed when it stops. */
const stackFile = join(import.meta.dirname, '../.spillway/stack.json');

const stackDescription = z.object({
  pid: z.int(),
  stage: z.string(),
  endpoint: z.url(),
  sinkUrl: z.url(),
  sources: z.record(z.string(), z.object({ sender: z.string(), secret: z.string().min(1) })),
  env: z.record(z.string(), z.string()),
});

/** What a running embedded stack says about itself, in its file and when it is ready. */
export type StackDescription = z.infer<typeof stackDescription>;

/** @throws Error naming the fields that are missing or malformed. */
export function parseStackDescription(value: unknown): StackDescription {
  const parsed = stackDescription.safeParse(value);
  if (!parsed.success) {
    throw new Error(`This describes no embedded stack: ${z.prettifyError(parsed.error)}`, {
      cause: parsed.error,
    });
  }
  return parsed.data;
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
  readonly readStackFile?: () => string;
}

/** @throws Error whose message is one sentence that says what to do. */
export function resolveTarget({ environment, env, readStackFile }: TargetOptions): Target {
  return environment === undefined
    ? targetOfStack(readRunningStack(readStackFile))
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

function readRunningStack(read = () => readFileSync(stackFile, 'utf8')): StackDescription {
  let text: string;
  try {
    text = read();
  } catch (cause) {
    throw new Error(noStack, { cause });
  }
  const stack = parseStackDescription(JSON.parse(text));
  // A killed stack leaves its file behind.
  if (!isRunning(stack.pid)) throw new Error(noStack);
  return stack;
}

const noStack = 'No embedded stack is running: npm start';

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process exists, but we may not signal it.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
