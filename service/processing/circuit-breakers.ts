import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { permanentReason } from './dead-letter.ts';

/** The destination failed so often that it is left alone for a while. Nothing was tried: no attempt is used up. */
export class DestinationRestsError extends Error {
  override readonly name = 'DestinationRestsError';
  readonly destination: string;
  readonly retryAfterSeconds: number;

  constructor(destination: string, options: ErrorOptions & { readonly retryAfterSeconds: number }) {
    super(`Destination ${destination} rests`, options);
    this.destination = destination;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What all functions know of a destination, as `cockatiel` writes it. */
export interface SharedCircuit {
  readonly state: unknown;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export interface CircuitStore {
  /** `undefined` where nothing was ever written. */
  readonly read: (destination: string) => Promise<SharedCircuit | undefined>;
  readonly write: (destination: string, circuit: SharedCircuit) => Promise<void>;
  /** Whether the caller is the one, of all functions, to try the destination until then. */
  readonly claimProbe: (destination: string, until: number, now: number) => Promise<boolean>;
}

export interface CircuitBreakers {
  /** Learns what other functions found out, at most every few seconds. Never throws. */
  refresh(): Promise<void>;
  /** To be called before anything is done for a delivery. @throws DestinationRestsError */
  check(destination: string): Promise<void>;
  /** Delivers, and takes note of how it went. @throws what `work` throws, DestinationRestsError */
  run(destination: string, work: () => Promise<void>): Promise<void>;
  /** Waits for all that is being written. Never throws. */
  settled(): Promise<void>;
}

export interface CircuitBreakerOptions {
  readonly destinations: readonly string[];
  /** Failures in a row that open a circuit. 0: never. */
  readonly failures: number;
  readonly store: CircuitStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onOpen: (destination: string, restSeconds: number) => void;
  readonly onStoreError: (error: unknown) => void;
}

const firstRestSeconds = 10;
const longestRestSeconds = 300;
const probeSeconds = 10;
const refreshMilliseconds = 5_000;

/** Twice as long after each probe that failed. */
export function restSecondsOf(attempt: number): number {
  return Math.min(longestRestSeconds, firstRestSeconds * 2 ** (attempt - 1));
}

/**
 * One circuit breaker for each destination. After so many failures in a row its circuit opens, for all functions,
 * and webhooks for it are put back. When the rest is over, one delivery of one function is let through: it closes
 * the circuit again or lengthens the rest.
 *
 * Permanent failures are answers: they neither open a circuit nor keep it open.
 */
export function createCircuitBreakers(options: CircuitBreakerOptions): CircuitBreakers {
  if (options.failures === 0)
    return {
      refresh: async () => undefined,
      check: async () => undefined,
      run: (_, work) => work(),
      settled: async () => undefined,
    };
  const circuits = new Map(options.destinations.map((name) => [name, new Circuit(name, options)]));
  let refreshedAt = 0;
  return {
    async refresh() {
      if (options.now() - refreshedAt < refreshMilliseconds) return;
      refreshedAt = options.now();
      await Promise.all([...circuits.values()].map((circuit) => circuit.refresh()));
    },
    check: async (destination) => circuits.get(destination)?.check(),
    run: async (destination, work) => {
      const circuit = circuits.get(destination);
      await (circuit === undefined ? work() : circuit.run(work));
    },
    settled: async () => {
      await Promise.all([...circuits.values()].map(({ lastWrite }) => lastWrite));
    },
  };
}

class Circuit {
  readonly #name: string;
  readonly #options: CircuitBreakerOptions;
  #policy: CircuitBreakerPolicy;
  #changedAt = 0;
  lastWrite: Promise<void> = Promise.resolve();

  constructor(name: string, options: CircuitBreakerOptions) {
    this.#name = name;
    this.#options = options;
    this.#policy = this.#createPolicy(undefined);
  }

  async refresh(): Promise<void> {
    try {
      const shared = await this.#options.store.read(this.#name);
      if (shared === undefined || shared.changedAt <= this.#changedAt) return;
      this.#changedAt = shared.changedAt;
      this.#policy = this.#createPolicy(shared.state);
    } catch (error) {
      this.#options.onStoreError(error); // one function may well know less than the others
    }
  }

  async check(): Promise<void> {
    const { state } = this.#policy;
    if (state === CircuitState.Closed) return;
    const now = this.#options.now();
    const rest = Math.ceil((this.#restsUntil() - now) / 1000);
    if (rest > 0) throw new DestinationRestsError(this.#name, { retryAfterSeconds: rest });
    const isProbe = await this.#claimProbe(now);
    if (!isProbe) throw new DestinationRestsError(this.#name, { retryAfterSeconds: probeSeconds });
  }

  async run(work: () => Promise<void>): Promise<void> {
    try {
      await this.#policy.execute(work);
    } catch (cause) {
      if (!(cause instanceof BrokenCircuitError)) throw cause;
      throw new DestinationRestsError(this.#name, { cause, retryAfterSeconds: firstRestSeconds });
    }
  }

  async #claimProbe(now: number): Promise<boolean> {
    const { store, onStoreError } = this.#options;
    try {
      return await store.claimProbe(this.#name, now + probeSeconds * 1000, now);
    } catch (error) {
      onStoreError(error);
      return false;
    }
  }

  #restsUntil(): number {
    const { ownState } = this.#policy.toJSON() as {
      readonly ownState: { readonly openedAt?: number; readonly attemptNo?: number };
    };
    return (ownState.openedAt ?? 0) + restSecondsOf(ownState.attemptNo ?? 1) * 1000;
  }

  #createPolicy(state: unknown): CircuitBreakerPolicy {
    const policy = circuitBreaker(
      handleWhen((error) => permanentReason(error) === undefined),
      {
        breaker: new ConsecutiveBreaker(this.#options.failures),
        halfOpenAfter: { next: ({ attempt }) => restAfter(attempt) },
        ...(state === undefined ? {} : { initialState: state }),
      },
    );
    policy.onBreak(() => this.#share(policy));
    policy.onReset(() => this.#share(policy));
    return policy;
  }

  #share(policy: CircuitBreakerPolicy): void {
    const { store, now, onOpen, onStoreError } = this.#options;
    if (policy.state === CircuitState.Open) {
      onOpen(this.#name, Math.ceil((this.#restsUntil() - now()) / 1000));
    }
    this.#changedAt = now();
    this.lastWrite = store
      .write(this.#name, { state: policy.toJSON(), changedAt: this.#changedAt })
      .catch(onStoreError);
  }
}

/** cockatiel asks each rest for the one that follows it. */
function restAfter(attempt: number) {
  return {
    duration: restSecondsOf(attempt) * 1000,
    next: (context: { readonly attempt: number }) => restAfter(context.attempt),
  };
}
