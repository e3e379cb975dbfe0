import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { metricNamespace } from '../../service/telemetry/metric-names.ts';
import { createReadMetrics, type Point } from '../stage/metric-data.ts';

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
  const counts = await readCounts(cloudWatch, query, { now, start });
  const used = counts.used.filter(({ value }) => value > 0);
  const lastUsed = Math.max(Number.NEGATIVE_INFINITY, ...used.map(({ at }) => at + minuteMs));
  const unusedSince = Math.min(Math.max(changed, lastUsed), now);
  const rotation = {
    slot: query.slot,
    unusedSeconds: Math.round((now - unusedSince) / 1000),
    acceptedMeanwhile: total(counts.accepted.filter(({ at }) => at >= lastUsed)),
    used: total(used),
  };
  return { ...rotation, state: stateOf(rotation, query.quietSeconds) };
}

function stateOf(rotation: Omit<Rotation, 'state'>, quietSeconds: number): RotationState {
  const { unusedSeconds, acceptedMeanwhile, used } = rotation;
  if (unusedSeconds < quietSeconds) return used > 0 ? 'in-use' : 'too-early';
  return acceptedMeanwhile > 0 ? 'safe' : 'no-evidence';
}

/** Minute by minute. */
async function readCounts(
  cloudWatch: CloudWatchClient,
  { stage, source, slot }: RotationQuery,
  { now, start }: Record<'now' | 'start', number>,
): Promise<Record<'used' | 'accepted', readonly Point[]>> {
  const service = `spillway-${stage}-ingestion`;
  const sum = { namespace: metricNamespace, statistic: 'Sum' } as const;
  const read = createReadMetrics(cloudWatch, now);
  const [used = [], accepted = []] = await read(
    [
      { ...sum, name: 'OldSecretUsed', dimensions: { service, source, slot } },
      { ...sum, name: 'WebhookAccepted', dimensions: { service, source } },
    ],
    (now - start) / 1000,
  );
  return { used, accepted };
}

function total(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0);
}
