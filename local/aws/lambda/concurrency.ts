import { TemplateError } from '../../boot/template/resolver.ts';
import type { FunctionSettings } from './function-settings.ts';

/** How much may run at once, by AWS's limits: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export interface Concurrency {
  /** @returns false where Lambda throttles the request; else `give` has to follow */
  take(): boolean;
  give(): void;
}

const leastUnreserved = 100;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: in a second, of each environment */
const requestsASecond = 10;

/**
 * The concurrency of one account: functions have what is reserved for them, and share the rest. That a function gains
 * 1,000 environments in ten seconds at most is no limit of its own while the account has no more than that.
 */
export class AccountConcurrency {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #shared: Concurrency;
  readonly #own = new Map<string, Concurrency>();
  readonly #reserved = new Map<string, number>();

  /** @param now in milliseconds */
  constructor(limit: number, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
    this.#shared = createConcurrency(() => this.#limit - this.#sum(), now);
  }

  /** Before all functions are asked for again: what one gives back another one may have. */
  forgetReservations(): void {
    this.#reserved.clear();
  }

  /**
   * Of a function that is deployed again with another reservation, what runs already counts on.
   *
   * @throws TemplateError where too little would be left for functions without a reservation
   */
  of({
    functionName,
    reservedConcurrency: reserved,
  }: Pick<FunctionSettings, 'functionName' | 'reservedConcurrency'>): Concurrency {
    if (reserved === undefined) {
      this.#reserved.delete(functionName);
      return this.#shared;
    }
    if (this.#limit - this.#sum(functionName) - reserved < leastUnreserved) {
      throw new TemplateError(
        `Specified ReservedConcurrentExecutions for function ${functionName} decreases account's UnreservedConcurrentExecution below its minimum value of [${leastUnreserved}].`,
      );
    }
    this.#reserved.set(functionName, reserved);
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

function createConcurrency(limit: () => number, now: () => number): Concurrency {
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
  };
}
