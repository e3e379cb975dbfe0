import { plannedFigures } from './planned-figures.ts';
import { plannedProd, plannedUsage, planWebhook } from './planned-usage.ts';
import { defaultSampling } from './sampled-traces.ts';
import type { StageUsage } from './usage.ts';

/** What prod used from some commit on. */
export interface CostState {
  readonly title: string;
  /** Absent of the present one. */
  readonly commit?: string;
  /** At this many accepted webhooks a second. */
  readonly usageAt: (ratePerSecond: number) => StageUsage;
}

const { perMonth } = plannedUsage;
const longAccessLog = { ...plannedFigures, accessLogBytes: 520 };
const claimsInTransactions = { ...longAccessLog, writeUnits: 3 };
const batchesPerWebhook = 1 / plannedFigures.webhooksPerBatch;

/** Lambda decided on each batch by itself, whatever had been decided on its webhooks. */
function atTheStart(ratePerSecond: number): StageUsage {
  const usage = planWebhook({ ...plannedProd, sampling: defaultSampling }, claimsInTransactions);
  const batches = batchesPerWebhook * ratePerSecond;
  const { perSecond, share } = defaultSampling;
  const all = Math.min(batches, perSecond);
  const trace = (all + share * (batches - all)) / ratePerSecond;
  return {
    ...usage,
    perWebhook: { ...usage.perWebhook, trace },
    traces: { ...usage.traces, behindQueue: 0 },
    perMonth,
  };
}

/** The oldest first; the last one is the present. */
export const costHistory: readonly CostState[] = [
  { title: 'at the start', commit: '75b53bc', usageAt: atTheStart },
  {
    title: 'traces by a rule',
    commit: '700c30d',
    usageAt: () => ({ ...planWebhook(plannedProd, claimsInTransactions), perMonth }),
  },
  {
    title: 'claims by INSERTs',
    commit: '25f9818',
    usageAt: () => ({ ...planWebhook(plannedProd, longAccessLog), perMonth }),
  },
  { title: 'a shorter access log: now', usageAt: () => plannedUsage },
];
