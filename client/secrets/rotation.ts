import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { metricNamespace } from '../../service/telemetry/metric-names.ts';

/**
 * Where an old secret's way out stands.
 * `safe`: nothing came with it for long enough, while webhooks came in.
 * `in-use`: something came with it. `too-early`: not long enough. `no-evidence`: no webhook came in at all, so that
 * nothing shows what the sender signs with.
 */
export type RotationState = 'safe' | 'in-use' | 'too-early' | 'no-evidence';

export interface Rotation {
  readonly slot: string;
  readonly state: RotationState;
  /** Since it was last used, or since the secret was last changed. */
  readonly unusedSeconds: number;
  /** Webhooks of the source accepted in that time. */
  readonly acceptedMeanwhile: number;
  /** Webhooks signed with it since the secret was last changed. */
  readonly used: number;
}

export interface RotationQuery {
  readonly stage: string;
  readonly source: string;
  readonly slot: string;
  /** When the secret was last written. */
  readonly changedAt: Date;
  readonly now: Date;
  /** How long a secret must not have been used, to be done with. */
  readonly quietSeconds: number;
}

const minuteMs = 60_000;
/** CloudWatch keeps figures by the minute for 15 days. */
const windowMs = 14 * 24 * 60 * minuteMs;

/**
 * Judges by the service's own metrics whether an old secret is still in use. CloudWatch shows a metric about a
 * minute after it was counted.
 */
export async function readRotation(
  cloudWatch: CloudWatchClient,
  query: RotationQuery,
): Promise<Rotation> {
  const now = query.now.getTime();
  const changed = Math.max(query.changedAt.getTime(), now - windowMs);
  const start = Math.floor(changed / minuteMs) * minuteMs;
  const counts = await readCounts(cloudWatch, query, new Date(start), new Date(now + minuteMs));
  const used = [...counts.used].filter(([, count]) => count > 0);
  const lastUsed = Math.max(Number.NEGATIVE_INFINITY, ...used.map(([at]) => at + minuteMs));
  const unusedSince = Math.min(Math.max(changed, lastUsed), now);
  const rotation = {
    slot: query.slot,
    unusedSeconds: Math.round((now - unusedSince) / 1000),
    acceptedMeanwhile: sum([...counts.accepted].filter(([at]) => at >= lastUsed)),
    used: sum(used),
  };
  return { ...rotation, state: stateOf(rotation, query.quietSeconds) };
}

function stateOf(rotation: Omit<Rotation, 'state'>, quietSeconds: number): RotationState {
  const { unusedSeconds, acceptedMeanwhile, used } = rotation;
  if (unusedSeconds < quietSeconds) return used > 0 ? 'in-use' : 'too-early';
  return acceptedMeanwhile > 0 ? 'safe' : 'no-evidence';
}

type Counts = Map<number, number>;

/** Both by the minute: its beginning → how many. */
async function readCounts(
  cloudWatch: CloudWatchClient,
  { stage, source, slot }: RotationQuery,
  StartTime: Date,
  EndTime: Date,
): Promise<Record<'used' | 'accepted', Counts>> {
  const service = `spillway-${stage}-ingestion`;
  const MetricDataQueries = [
    sumOf('used', 'OldSecretUsed', { service, source, slot }),
    sumOf('accepted', 'WebhookAccepted', { service, source }),
  ];
  const counts: Record<'used' | 'accepted', Counts> = { used: new Map(), accepted: new Map() };
  const pages = paginateGetMetricData(
    { client: cloudWatch },
    { MetricDataQueries, StartTime, EndTime },
  );
  for await (const { MetricDataResults = [] } of pages) {
    for (const { Id, Timestamps = [], Values = [] } of MetricDataResults) {
      const target = Id === 'used' ? counts.used : counts.accepted;
      for (const [index, at] of Timestamps.entries()) target.set(at.getTime(), Values[index] ?? 0);
    }
  }
  return counts;
}

function sumOf(
  id: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: metricNamespace, MetricName: name, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: 60, Stat: 'Sum' } };
}

function sum(entries: readonly (readonly [number, number])[]): number {
  return entries.reduce((total, [, count]) => total + count, 0);
}
