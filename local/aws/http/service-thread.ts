import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createThreadEnforcer } from '../iam/follow-access.ts';
import type { EnforceAccess } from '../iam/guard.ts';
import { youngGeneration } from '../young-generation.ts';

/** What a thread says first. */
export type ThreadStarted =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/** To a thread, which then ends. */
export interface StopMessage {
  readonly type: 'stop';
}

/** A service of AWS in a thread of its own, so that it does not hold up the others. */
export interface ServiceThread {
  readonly worker: Worker;
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

interface ThreadOptions<Data> {
  readonly name: string;
  readonly workerData?: Data;
  readonly env?: NodeJS.Dict<string>;
}

/** Closing waits for nobody: an open connection must not hold up the end. */
const longestStopMs = 2000;

/** @throws with the system's code, such as `EADDRINUSE`, and the port that can't be had */
export async function startServiceThread<Data extends { readonly port: number }>(
  file: URL,
  options: ThreadOptions<Data>,
): Promise<ServiceThread> {
  const worker = new Worker(file, {
    ...{ ...options, execArgv: [], resourceLimits: youngGeneration },
  });
  const port = await portOf(worker, options.workerData?.port ?? 0);
  worker.on('error', (error) => process.emitWarning(error));
  return {
    worker,
    endpoint: `http://127.0.0.1:${port}`,
    enforceAccess: createThreadEnforcer(worker),
    async stop() {
      const exited = once(worker, 'exit');
      worker.postMessage({ type: 'stop' } satisfies StopMessage);
      const forced = setTimeout(() => void worker.terminate(), longestStopMs);
      await exited;
      clearTimeout(forced);
    },
  };
}

async function portOf(worker: Worker, wanted: number): Promise<number> {
  const [started]: ThreadStarted[] = await once(worker, 'message');
  if (started?.type === 'listening') return started.port;
  const { message = 'It ended', code } = started ?? {};
  throw Object.assign(new Error(message), { code, port: wanted });
}
