import type { Logging } from './logging.ts';

/** The messages between the stack and a worker thread that plays an execution environment. */

export interface InvokeMessage {
  readonly type: 'invoke';
  readonly requestId: string;
  /** JSON text, as Lambda hands it to the runtime: text crosses threads cheaper than objects. */
  readonly payload: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly functionArn: string;
  readonly traceHeader: string;
  /** The connections that were kept open broke while the environment was frozen. */
  readonly hasDeadSockets: boolean;
}

/** How the host fails an environment: nothing in it runs any more, until it is ended. */
export interface HangMessage {
  readonly type: 'hang';
}

export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What an invocation took by itself, without the time in which other threads had the cores of this machine. */
export interface OwnTime {
  /** CPU time of the environment's thread. */
  readonly cpuMs: number;
  /** Time in which it had nothing to do but wait for an answer or a timer. */
  readonly waitMs: number;
}

interface Ended {
  readonly own: OwnTime;
  readonly lines: readonly string[];
}

export type RuntimeMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'init-error'; readonly error: RuntimeError }
  | ({ readonly type: 'result'; readonly payload: string } & Ended)
  | ({ readonly type: 'error'; readonly error: RuntimeError } & Ended)
  /** The runtime is about to exit. */
  | { readonly type: 'fatal'; readonly error: RuntimeError; readonly lines: readonly string[] }
  | { readonly type: 'lines'; readonly lines: readonly string[] };

/** What a worker is started with. */
export interface RuntimeData {
  /** `index.handler` */
  readonly handler: string;
  readonly codeFolder: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logging: Logging;
  /** How far the environment's clock is ahead of the true time. */
  readonly clockOffsetMs: number;
  /** One number, shared: how many invocations the environment was given. It runs only while one is under way. */
  readonly invocations: Int32Array<SharedArrayBuffer>;
}
