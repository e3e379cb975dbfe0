import { Worker } from 'node:worker_threads';
import { youngGeneration } from '../young-generation.ts';
import { environmentVariables } from './environment-variables.ts';
import type { FunctionSettings } from './function-settings.ts';
import { initLimitMs } from './limits.ts';
import type { MachineSettings } from './machine-settings.ts';
import type {
  HangMessage,
  InvokeMessage,
  OwnTime,
  RuntimeData,
  RuntimeError,
  RuntimeMessage,
} from './messages.ts';

export type EnvironmentOutcome =
  | { readonly kind: 'success'; readonly payload: string }
  | { readonly kind: 'error' | 'timeout' | 'crash'; readonly error: RuntimeError };

/** Not a failure of the function: its environment was ended. */
export const stopped: RuntimeError = { errorType: 'Stopped', errorMessage: 'stopped', trace: [] };

export interface EnvironmentListener {
  lines(logStream: string, lines: readonly string[]): void;
  /** It started, was idle, or failed to start, and is gone, whatever the reason. */
  gone(environment: ExecutionEnvironment): void;
}

/**
 * One execution environment: a worker thread with the function's bundle in it. It runs one invocation at a
 * time; a timeout or a crash ends it, as on Lambda.
 */
export class ExecutionEnvironment {
  readonly logStream: string;
  /** Milliseconds from the start of the thread until the bundle was loaded. */
  initMs: number | undefined;
  isUsed = false;
  /** Of its last invocation, where that came to an end. */
  ownTime: OwnTime | undefined;
  /** That of its clock. */
  readonly clockOffsetMs: number;
  readonly #worker: Worker;
  readonly #invocations = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #listener: EnvironmentListener;
  readonly #started = Promise.withResolvers<RuntimeError | undefined>();
  #pending: ((outcome: EnvironmentOutcome) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #cause: RuntimeError | undefined;
  #isGone = false;

  constructor(
    settings: FunctionSettings,
    machine: MachineSettings,
    logStream: string,
    listener: EnvironmentListener,
  ) {
    this.logStream = logStream;
    this.#listener = listener;
    this.clockOffsetMs = machine.faults.clockOffsetMs();
    const began = performance.now();
    this.#worker = startWorker(settings, machine, {
      logStream,
      clockOffsetMs: this.clockOffsetMs,
      invocations: this.#invocations,
    });
    this.#worker.on('message', (message: RuntimeMessage) => this.#receive(message, began));
    this.#worker.on('error', (error) => this.#fail(describeWorkerError(error)));
    this.#worker.on('exit', (code) => this.#exited(code));
    this.#timer = setTimeout(() => {
      this.#fail(
        platformError('Sandbox.Timedout', `Error: Init took longer than ${initLimitMs} ms`),
      );
      void this.stop();
    }, initLimitMs);
  }

  /** Resolves when the bundle is loaded, or with the error that prevents it. Never rejects. */
  started(): Promise<RuntimeError | undefined> {
    return this.#started.promise;
  }

  /** @param timeoutMs counts from now; when it is over the environment ends */
  invoke(invocation: InvokeMessage, timeoutMs: number): Promise<EnvironmentOutcome> {
    const { promise, resolve } = Promise.withResolvers<EnvironmentOutcome>();
    this.#pending = resolve;
    this.isUsed = true;
    this.ownTime = undefined;
    this.#timer = setTimeout(() => {
      const seconds = (timeoutMs / 1000).toFixed(2);
      this.#settle({
        kind: 'timeout',
        error: platformError(
          'Sandbox.Timedout',
          `RequestId: ${invocation.requestId} Error: Task timed out after ${seconds} seconds`,
        ),
      });
      void this.stop();
    }, timeoutMs);
    this.#worker.postMessage(invocation);
    this.#thaw();
    return promise;
  }

  /** Like a failing host: all work under way is gone. */
  kill(): void {
    this.#cause ??= platformError(
      'Runtime.ExitError',
      'Error: Runtime exited with error: signal: killed',
    );
    void this.#worker.terminate();
  }

  /** Nothing in it runs any more; its timeout will end it. */
  hang(): void {
    this.#worker.postMessage({ type: 'hang' } satisfies HangMessage);
  }

  async stop(): Promise<void> {
    this.#cause ??= stopped;
    await this.#worker.terminate();
  }

  #thaw(): void {
    Atomics.add(this.#invocations, 0, 1);
    Atomics.notify(this.#invocations, 0);
  }

  #receive(message: RuntimeMessage, began: number): void {
    if ('lines' in message && message.lines.length > 0) {
      this.#listener.lines(this.logStream, message.lines);
    }
    if ('own' in message) this.ownTime = message.own;
    if (message.type === 'ready') {
      clearTimeout(this.#timer);
      this.initMs = performance.now() - began;
      this.#started.resolve(undefined);
    } else if (message.type === 'init-error') {
      this.#fail(message.error);
      void this.stop();
    } else if (message.type === 'result') {
      this.#settle({ kind: 'success', payload: message.payload });
    } else if (message.type === 'error') {
      this.#settle({ kind: 'error', error: message.error });
    } else if (message.type === 'fatal') {
      this.#cause = message.error;
    }
  }

  #exited(code: number): void {
    const reason = code === 0 ? 'Runtime exited without providing a reason' : `exit status ${code}`;
    this.#fail(
      this.#cause ?? platformError('Runtime.ExitError', `Error: Runtime exited: ${reason}`),
    );
    if (this.#isGone) return;
    this.#isGone = true;
    this.#listener.gone(this);
  }

  #fail(error: RuntimeError): void {
    this.#cause ??= error;
    this.#started.resolve(this.#cause);
    this.#settle({ kind: 'crash', error: this.#cause });
  }

  #settle(outcome: EnvironmentOutcome): void {
    clearTimeout(this.#timer);
    const resolve = this.#pending;
    this.#pending = undefined;
    resolve?.(outcome);
  }
}

function startWorker(
  settings: FunctionSettings,
  machine: MachineSettings,
  own: Pick<RuntimeData, 'logStream' | 'clockOffsetMs' | 'invocations'>,
): Worker {
  const workerData: RuntimeData = {
    handler: settings.handler,
    codeFolder: settings.codeFolder,
    functionName: settings.functionName,
    functionVersion: settings.version,
    memoryMb: settings.memoryMb,
    logGroup: settings.logGroup,
    logging: settings.logging,
    ...own,
  };
  return new Worker(new URL('./runtime/main.ts', import.meta.url), {
    name: settings.functionName,
    workerData,
    env: environmentVariables(settings, machine, own.logStream),
    execArgv: [],
    // Kinder than Lambda: buffers live outside of this limit. And V8 lets a thread go 16 MB past it so that it
    // can end; one single larger allocation at that moment ends the whole process.
    resourceLimits: { ...youngGeneration, maxOldGenerationSizeMb: settings.memoryMb },
  });
}

function platformError(errorType: string, errorMessage: string): RuntimeError {
  return { errorType, errorMessage, trace: [] };
}

function describeWorkerError(error: Error & { code?: string }): RuntimeError {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? platformError('Runtime.OutOfMemory', 'Error: Runtime exited: signal: killed')
    : platformError(error.name, error.message);
}
