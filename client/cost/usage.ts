import type { BillableUnit } from '../../dashboards/list-prices.ts';

/** How much of each thing AWS counts was used. GB are of 2^30 bytes. */
export type Usage = Readonly<Partial<Record<BillableUnit, number>>>;

/** Which of the requests X-Ray records: so many of each second, and a share from 0 to 1 of those beyond. */
export interface Sampling {
  readonly perSecond: number;
  readonly share: number;
}

/** What a stage uses, apart by what makes it grow. */
export interface StageUsage {
  /** For each webhook that was accepted, whatever the rate. */
  readonly perWebhook: Usage;
  /** In a month without a single webhook. */
  readonly perMonth: Usage;
  /** What begins traces, for each webhook: requests to the gateway, and invocations behind the queue. */
  readonly traces: { readonly gateway: number; readonly behindQueue: number };
  readonly sampling: Sampling;
}

export function addUsage(...usages: readonly Usage[]): Usage {
  const sum: Partial<Record<BillableUnit, number>> = {};
  for (const usage of usages) {
    for (const [unit, amount] of entriesOf(usage)) sum[unit] = (sum[unit] ?? 0) + amount;
  }
  return sum;
}

export function entriesOf(usage: Usage): readonly (readonly [BillableUnit, number])[] {
  return Object.entries(usage) as readonly [BillableUnit, number][];
}
