import { plannedFigures } from './planned-figures.ts';
import {
  plannedPerMonth as perMonth,
  plannedProd,
  plannedUsage,
  planWebhook,
} from './planned-usage.ts';
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

const moreTraces = { ...plannedProd, sampling: { perSecond: 0, share: 0.01 } };
const noWindow = { ...moreTraces, batchWindowSeconds: 0 };
const threeDocuments = { ...plannedFigures, accessLogBytes: 335, batchMetricsBytes: 826 };
const longAccessLog = { ...threeDocuments, accessLogBytes: 520 };
const claimsInTransactions = { ...longAccessLog, writeUnits: 3 };

/** Lambda decided on each batch by itself, whatever had been decided on its webhooks. */
function atTheStart(ratePerSecond: number): StageUsage {
  const { perSecond, share } = defaultSampling;
  const stage = { ...noWindow, sampling: defaultSampling };
  const usage = planWebhook(stage, ratePerSecond, claimsInTransactions);
  const batches = usage.traces.behindQueue * ratePerSecond;
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
    usageAt: (rate) => ({ ...planWebhook(noWindow, rate, claimsInTransactions), perMonth }),
  },
  {
    title: 'claims by INSERTs',
    commit: '25f9818',
    usageAt: (rate) => ({ ...planWebhook(noWindow, rate, longAccessLog), perMonth }),
  },
  {
    title: 'a shorter access log',
    commit: 'c3336a3',
    usageAt: (rate) => ({ ...planWebhook(noWindow, rate, threeDocuments), perMonth }),
  },
  {
    title: 'batches of two seconds',
    commit: '4b04a55',
    usageAt: (rate) => ({ ...planWebhook(moreTraces, rate, threeDocuments), perMonth }),
  },
  { title: 'half as many traces, shorter logs: now', usageAt: plannedUsage },
];
