import type { OwnTime } from '../lambda/messages.ts';
import type { BilledUsage, InvocationTime } from '../observer.ts';

interface Measured {
  readonly durationMs: number;
  /** Which is billed since 2025-08-01. */
  readonly initMs: number;
  /** Absent where the invocation was ended. */
  readonly own?: OwnTime | undefined;
}

/** An invocation is billed by milliseconds begun. Whose caller hands no trace on begins one. */
export function billedInvocation(
  { functionName: of, memoryMb }: { readonly functionName: string; readonly memoryMb: number },
  measured: Measured,
  { traceHeader }: { readonly traceHeader?: string },
): readonly BilledUsage[] {
  const time = timeOf(measured, memoryMb);
  const amount = (time.billedMs / 1000) * (memoryMb / 1024);
  const used = { kind: 'billed-usage', unit: 'gigabyteSecond', of, amount, time } as const;
  if (traceHeader !== undefined) return [used];
  return [used, { kind: 'billed-usage', unit: 'trace', of, amount: 1 }];
}

/** Of one that was ended, all of the time counts as waiting. */
function timeOf({ durationMs, initMs, own }: Measured, memoryMb: number): InvocationTime {
  const { cpuMs, waitMs } = own ?? { cpuMs: 0, waitMs: durationMs };
  return {
    ...{ memoryMb, initMs, cpuMs, waitMs },
    billedMs: Math.ceil(durationMs + initMs),
    ownMs: Math.ceil(cpuMs + waitMs),
  };
}
