import { TemplateError } from '../../boot/template/resolver.ts';

/** How much may run at once, by AWS's limits: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export interface Concurrency {
  /** @returns false where Lambda throttles the request; else `give` has to follow */
  take(): boolean;
  give(): void;
}

interface Counted extends Concurrency {
  readonly running: number;
}

const leastUnreserved = 100;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: in a second, of each environment */
const requestsASecond = 10;

/**
 * The concurrency of one account: functions have what is reserved for them, and share the rest. That a function gains
 * 1,000 environments in ten seconds at most is no limit of its own while the account has no more than that.
 */
export class AccountConcurrency {
  readonly limit: number;
  readonly #now: () => number;
  readonly #shared: Counted;
  readonly #own = new Map<string, Counted>();
  readonly #reserved = new Map<string, number>();

  /** @param now in milliseconds */
  constructor(limit: number, now: () => number = () => performance.now()) {
    this.limit = limit;
    this.#now = now;
    this.#shared = createConcurrency(() => this.unreserved, now);
  }

  get unreserved(): number {
    return this.limit - this.#sum();
  }

  /**
   * What is reserved, used or not, and what runs without a reservation: the metric `ClaimedAccountConcurrency`.
   * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html
   */
  get claimed(): number {
    return this.#sum() + this.#shared.running;
  }

  reservedBy(functionName: string): number | undefined {
    return this.#reserved.get(functionName);
  }

  /**
   * Reserves for a function, or gives back what was reserved. What runs already counts on.
   *
   * @throws TemplateError where too little would be left for functions without a reservation
   */
  reserve(functionName: string, reserved: number | undefined): void {
    if (reserved === undefined) {
      this.#reserved.delete(functionName);
      return;
    }
    if (this.limit - this.#sum(functionName) - reserved < leastUnreserved) {
      throw new TemplateError(
        `Specified ReservedConcurrentExecutions for function ${functionName} decreases account's UnreservedConcurrentExecution below its minimum value of [${leastUnreserved}].`,
      );
    }
    this.#reserved.set(functionName, reserved);
  }

  /** As things are now: what took from one has to give to the same. */
  of(functionName: string): Concurrency {
    if (!this.#reserved.has(functionName)) return this.#shared;
    const own =
      this.#own.get(functionName) ??
      createConcurrency(() => this.#reserved.get(functionName) ?? 0, this.#now);
    this.#own.set(functionName, own);
    return own;
  }

  #sum(but?: string): number {
    return [...this.#reserved]
      .filter(([functionName]) => functionName !== but)
      .reduce((sum, [, reserved]) => sum + reserved, 0);
  }
}

function createConcurrency(limit: () => number, now: () => number): Counted {
  let running = 0;
  let requests = 0;
  let countedAt = now();
  return {
    take() {
      const passedMs = now() - countedAt;
      countedAt += passedMs;
      const perSecond = requestsASecond * limit();
      requests = Math.max(0, requests - (perSecond * passedMs) / 1000);
      if (running >= limit() || requests + 1 > perSecond) return false;
      running++;
      requests++;
      return true;
    },
    give() {
      running--;
    },
    get running() {
      return running;
    },
  };
}
