import type { InvocationTime } from '../observer.ts';

/** Of all invocations of a function: the sums of their times. */
export interface FunctionTime extends InvocationTime {
  readonly of: string;
  readonly invocations: number;
}

const nothing = { billedMs: 0, initMs: 0, cpuMs: 0, waitMs: 0, ownMs: 0 };

/** What the invocations of each function took. */
export class InvocationTimes {
  readonly #times = new Map<string, FunctionTime>();

  add(of: string, { memoryMb, billedMs, initMs, cpuMs, waitMs, ownMs }: InvocationTime): void {
    const before = this.#times.get(of) ?? { ...nothing, invocations: 0 };
    this.#times.set(of, {
      ...{ of, memoryMb },
      invocations: before.invocations + 1,
      billedMs: before.billedMs + billedMs,
      initMs: before.initMs + initMs,
      cpuMs: before.cpuMs + cpuMs,
      waitMs: before.waitMs + waitMs,
      ownMs: before.ownMs + ownMs,
    });
  }

  all(): readonly FunctionTime[] {
    return [...this.#times.values()];
  }
}
