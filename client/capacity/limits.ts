import { awsLimits } from './aws-limits.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import type { Needs } from './needs.ts';
import { roundUp } from './throughput.ts';

/**
 * `setting`: of the stage, changed by a deployment; `quota`: of the account, raised by AWS; `fixed`: AWS raises it for
 * nobody; `warm-up`: AWS raises it by itself, in time.
 */
type LimitKind = 'setting' | 'quota' | 'fixed' | 'warm-up';

/** Something of which there is only so much, and what the rate needs of it. */
export interface Limit {
  readonly name: string;
  readonly kind: LimitKind;
  readonly title: string;
  readonly has: number;
  readonly needs: number;
  /** The rate, in webhooks a second, from which there is too little of it. */
  readonly bindsAtPerSecond: number;
  /** What to do about it. */
  readonly remedy: string;
}

interface Definition {
  readonly kind: LimitKind | ((settings: CapacitySettings) => LimitKind);
  readonly title: string;
  readonly has: (settings: CapacitySettings) => number;
  readonly needs: (needs: Needs) => number;
  readonly remedy: (needs: Needs, settings: CapacitySettings) => string;
}

const { gateway, standardPollers, queue, table, bucket, secrets } = awsLimits;

const definitions = {
  'gateway-throttle': {
    kind: 'setting',
    title: "the stage's throttle, requests a second",
    has: ({ throttleRatePerSecond }) => throttleRatePerSecond,
    needs: ({ ratePerSecond }) => ratePerSecond,
    remedy: () =>
      'throttleRatePerSecond; above 10,000 the gateway has to be shared out among stages',
  },
  'gateway-quota': {
    kind: 'quota',
    title: "API Gateway's quota, requests a second",
    has: () => gateway.quotaPerSecond,
    needs: ({ ratePerSecond }) => ratePerSecond,
    remedy: ({ ratePerSecond }) =>
      times('Service Quotas, "Throttle rate"', ratePerSecond / gateway.quotaPerSecond),
  },
  'ingestion-concurrency': {
    kind: ({ ingestionReservedConcurrency }) =>
      ingestionReservedConcurrency > 0 ? 'setting' : 'quota',
    title: "ingestion's environments",
    has: ingestionRoom,
    needs: ({ ingestion }) => ingestion,
    remedy: (_, { ingestionReservedConcurrency }) =>
      ingestionReservedConcurrency > 0
        ? 'ingestionReservedConcurrency'
        : "the account's concurrency, of which it uses what is free",
  },
  'processing-concurrency': {
    kind: 'setting',
    title: "processing's invocations at once",
    has: ({ maxConcurrency }) => maxConcurrency,
    needs: ({ processing }) => processing,
    remedy: ({ processing }) =>
      processing > standardPollers.mostConcurrency
        ? `maxConcurrency takes ${standardPollers.mostConcurrency} at most: provisioned pollers`
        : 'maxConcurrency',
  },
  pollers: {
    kind: 'fixed',
    title: 'standard pollers of the queue',
    has: () => standardPollers.most,
    needs: (needs) => needs.standardPollers,
    remedy: (needs) => `${roundUp(needs.provisionedPollers)} provisioned pollers`,
  },
  'account-concurrency': {
    kind: 'quota',
    title: "the account's concurrent executions",
    has: ({ accountConcurrency }) => accountConcurrency,
    needs: ({ account }) => account,
    remedy: ({ account }, { accountConcurrency }) =>
      times('Service Quotas, "Concurrent executions"', account / accountConcurrency),
  },
  'in-flight': {
    kind: 'fixed',
    title: 'messages in flight',
    has: () => queue.inFlight,
    needs: ({ inFlight }) => inFlight,
    remedy: () => 'a shorter processing time, or several queues',
  },
  'table-warmth': {
    kind: 'warm-up',
    title: 'writes a second of a new table',
    has: () => table.warmWritesPerSecond,
    needs: ({ tableWritesPerSecond }) => tableWritesPerSecond,
    remedy: ({ tableWritesPerSecond }) => {
      const partitions = Math.ceil(tableWritesPerSecond / table.partitionWritesPerSecond);
      return `warm it beforehand (WarmThroughput), to ${partitions} partitions; it doubles by itself within 30 min`;
    },
  },
  'table-quota': {
    kind: 'quota',
    title: 'writes a second of one table',
    has: () => table.quotaWritesPerSecond,
    needs: ({ tableWritesPerSecond }) => tableWritesPerSecond,
    remedy: ({ tableWritesPerSecond }) =>
      times(
        'Service Quotas, "Table-level write throughput limit"',
        tableWritesPerSecond / table.quotaWritesPerSecond,
      ),
  },
  'bucket-puts': {
    kind: 'warm-up',
    title: 'PUTs a second of one prefix',
    has: () => bucket.putsPerSecond,
    needs: ({ bucketPutsPerSecond }) => bucketPutsPerSecond,
    remedy: () =>
      'queueMessageLimitBytes; S3 splits a prefix by itself, within minutes and with 503s until then',
  },
  'secret-reads': {
    kind: 'fixed',
    title: 'reads of secrets a second',
    has: () => secrets.readsPerSecond,
    needs: ({ secretReadsPerSecond }) => secretReadsPerSecond,
    remedy: () => 'secretCacheSeconds',
  },
} as const satisfies Record<string, Definition>;

/** Each limit, that which is reached first at the top. */
export function limitsOf(needs: Needs, settings: CapacitySettings): readonly Limit[] {
  const all = Object.entries<Definition>(definitions).map(([name, definition]) => {
    const { title, kind, remedy } = definition;
    const has = definition.has(settings);
    const needed = definition.needs(needs);
    const bindsAtPerSecond =
      needed === 0 ? Number.POSITIVE_INFINITY : (needs.ratePerSecond * has) / needed;
    return {
      ...{ name, kind: typeof kind === 'function' ? kind(settings) : kind, title },
      ...{ has, needs: roundUp(needed), bindsAtPerSecond, remedy: remedy(needs, settings) },
    };
  });
  return all.toSorted((one, other) => one.bindsAtPerSecond - other.bindsAtPerSecond);
}

/** The environments that ingestion can have: its own, or what processing leaves of the account's. */
export function ingestionRoom(settings: CapacitySettings): number {
  const { ingestionReservedConcurrency, accountConcurrency, maxConcurrency } = settings;
  if (ingestionReservedConcurrency > 0) return ingestionReservedConcurrency;
  return Math.max(0, accountConcurrency - maxConcurrency);
}

function times(where: string, factor: number): string {
  return factor <= 1 ? where : `${where}: × ${Math.ceil(10 * factor - 1e-9) / 10}`;
}
