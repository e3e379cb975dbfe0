import type { BillableUnit } from '../../dashboards/list-prices.ts';

/** How much of each thing AWS counts was used. GB are of 2^30 bytes. */
export type Usage = Readonly<Partial<Record<BillableUnit, number>>>;

/** What a stage uses, apart by what makes it grow. */
export interface StageUsage {
  /** For each webhook that was accepted, whatever the rate. */
  readonly perWebhook: Usage;
  /** In a month without a single webhook. */
  readonly perMonth: Usage;
  /** Of each that begins traces, how many for a webhook if all were sampled: the gateway, and functions behind a queue. */
  readonly tracesPerWebhook: readonly number[];
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
