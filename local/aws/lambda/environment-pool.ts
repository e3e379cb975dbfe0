import { randomBytes } from 'node:crypto';
import { ExecutionEnvironment, stopped } from './execution-environment.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { MachineSettings } from './machine-settings.ts';
import type { RuntimeError } from './messages.ts';

/** Environments of one function that may start at once: each keeps a core busy while it loads. */
const maxStarting = 2;

export type Acquired =
  | { readonly kind: 'ready'; readonly environment: ExecutionEnvironment }
  | { readonly kind: 'abandoned' }
  | FailedStart;

export interface FailedStart {
  readonly kind: 'failed';
  readonly error: RuntimeError;
  /** Of the environment that could not start; absent where the pool has stopped. */
  readonly logStream?: string;
}

interface Waiting {
  readonly resolve: (acquired: Acquired) => void;
  readonly isAbandoned: () => boolean;
}

/**
 * The execution environments of one version of a function: gives each invocation one of its own, starts more when all are
 * busy, ends them when idle. AWS starts one for each waiting invocation at once; one machine can't, so at most
 * two start at a time, and whichever environment is free first serves the invocation that waited longest. Whose caller
 * has given up by then is not served: on AWS it would not have waited.
 */
export class EnvironmentPool {
  readonly #settings: FunctionSettings;
  readonly #machine: MachineSettings;
  readonly #onLines: (logStream: string, lines: readonly string[]) => void;
  readonly #environments = new Set<ExecutionEnvironment>();
  /** The one used last comes last, and is taken first. */
  readonly #idle: { readonly environment: ExecutionEnvironment; readonly since: number }[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #reaper: NodeJS.Timeout;
  #starting = 0;
  #isStopped = false;
  /** There once the pool is to end with its last invocation. */
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(
    settings: FunctionSettings,
    machine: MachineSettings,
    onLines: (logStream: string, lines: readonly string[]) => void,
  ) {
    this.#settings = settings;
    this.#machine = machine;
    this.#onLines = onLines;
    this.#reaper = setInterval(() => this.#expireIdle(), Math.max(10, machine.idleExpiryMs / 4));
    this.#reaper.unref();
  }

  get size(): number {
    return this.#environments.size;
  }

  acquire(isAbandoned: () => boolean = () => false): Promise<Acquired> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      const { environment } = idle;
      if (this.#isFit(environment)) return Promise.resolve({ kind: 'ready', environment });
      void environment.stop();
    }
    const { promise, resolve } = Promise.withResolvers<Acquired>();
    this.#waiting.push({ resolve, isAbandoned });
    this.#startMore();
    return promise;
  }

  /** Takes an environment back that is fit for another invocation. One that ended leaves by itself. */
  release(environment: ExecutionEnvironment): void {
    if (!this.#isFit(environment)) {
      void environment.stop();
      return;
    }
    const next = this.#nextWaiting();
    if (next !== undefined) next.resolve({ kind: 'ready', environment });
    else if (this.#drained) void environment.stop();
    else this.#idle.push({ environment, since: performance.now() });
  }

  /** Takes no new invocations: who got in, or waits, is served. Resolves when the last environment is gone. */
  drain(): Promise<void> {
    this.#drained ??= Promise.withResolvers();
    clearInterval(this.#reaper);
    for (const { environment } of this.#idle.splice(0)) void environment.stop();
    this.#endIfDone();
    return this.#drained.promise;
  }

  /** Ends all environments; invocations under way end as crashed. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#reaper);
    for (const { resolve } of this.#waiting.splice(0)) resolve({ kind: 'failed', error: stopped });
    await Promise.all([...this.#environments].map((environment) => environment.stop()));
  }

  /** One whose clock is not as it is to be has to go. */
  #isFit({ clockOffsetMs }: ExecutionEnvironment): boolean {
    return clockOffsetMs === this.#machine.faults.clockOffsetMs();
  }

  #nextWaiting(): Waiting | undefined {
    let next = this.#waiting.shift();
    while (next?.isAbandoned()) {
      next.resolve({ kind: 'abandoned' });
      next = this.#waiting.shift();
    }
    return next;
  }

  #startMore(): void {
    while (
      !this.#isStopped &&
      this.#waiting.length > this.#starting &&
      this.#starting < maxStarting &&
      this.#environments.size < this.#machine.maxEnvironments
    ) {
      void this.#startOne();
    }
  }

  async #startOne(): Promise<void> {
    this.#starting++;
    const stream = newLogStream(this.#settings.version);
    const environment = new ExecutionEnvironment(this.#settings, this.#machine, stream, {
      lines: this.#onLines,
      gone: (gone) => this.#forget(gone),
    });
    this.#environments.add(environment);
    const error = await environment.started();
    this.#starting--;
    if (error === undefined) this.release(environment);
    else this.#nextWaiting()?.resolve({ kind: 'failed', error, logStream: stream });
    this.#startMore();
  }

  #forget(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    const index = this.#idle.findIndex((idle) => idle.environment === environment);
    if (index >= 0) this.#idle.splice(index, 1);
    this.#startMore();
    this.#endIfDone();
  }

  #endIfDone(): void {
    if (this.#environments.size === 0 && this.#waiting.length === 0) this.#drained?.resolve();
  }

  #expireIdle(): void {
    const before = performance.now() - this.#machine.idleExpiryMs;
    const kept = this.#idle.findIndex((idle) => idle.since >= before);
    const expired = this.#idle.splice(0, kept < 0 ? this.#idle.length : kept);
    for (const { environment } of expired) void environment.stop();
  }
}

function newLogStream(version: string): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${randomBytes(16).toString('hex')}`;
}
