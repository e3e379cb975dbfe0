import type { BilledUsage } from '../observer.ts';

/**
 * An invocation is billed by milliseconds begun. Whose caller hands no trace on begins one.
 *
 * @param durationMs initialization included, which is billed since 2025-08-01
 */
export function billedInvocation(
  { functionName: of, memoryMb }: { readonly functionName: string; readonly memoryMb: number },
  durationMs: number,
  { traceHeader }: { readonly traceHeader?: string },
): readonly BilledUsage[] {
  const amount = (Math.ceil(durationMs) / 1000) * (memoryMb / 1024);
  const used = { kind: 'billed-usage', unit: 'gigabyteSecond', of, amount } as const;
  if (traceHeader !== undefined) return [used];
  return [used, { kind: 'billed-usage', unit: 'trace', of, amount: 1 }];
}
