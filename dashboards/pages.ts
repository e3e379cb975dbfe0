import { alarmSlug } from './alarms/alarm-slug.ts';
import { alarms, degradedId } from './alarms/catalogue.ts';
import { runbookUrl, type Watched } from './watched.ts';

/**
 * The rows of both dashboards, and the alarms whose evidence they hold. An alarm's name is also that of its page in
 * `runbooks/`.
 */
export const rowAlarms = {
  'Service level': [
    'availability-burn-fast',
    'availability-burn-slow',
    'availability-burn-drip',
    'freshness-burn',
    'pipeline-degraded',
  ],
  Webhooks: ['conservation-residue', 'audit-silent', 'signature-failures'],
  Edge: ['api-5xx', 'api-4xx', 'api-latency', 'payload-too-large'],
  Ingestion: [
    'ingestion-errors',
    'ingestion-throttles',
    'ingestion-near-timeout',
    'concurrency-claimed',
  ],
  Queue: ['queue-age', 'queue-stalled', 'drain-slow', 'in-flight-high'],
  Processing: [
    'consumer-dead',
    'partial-failures',
    'processing-errors',
    'processing-throttles',
    'processing-near-timeout',
    'destination-failing',
    'destination-resting',
    'parked-growing',
  ],
  'Latency budget': ['freshness-burn', 'queue-age'],
  'Dead letters': ['dlq-not-empty', 'dlq-growing', 'dlq-age', 'final-attempt-failed'],
  Evidence: ['telemetry-broken'],
} as const satisfies Record<string, readonly string[]>;

export type RowName = keyof typeof rowAlarms;

/** Links to the pages of a row's alarms, in Markdown. */
export function pageLinks(row: RowName, watched: Watched): string {
  const deployed = new Set([...Object.keys(alarms), degradedId].map(alarmSlug));
  return rowAlarms[row]
    .filter((name) => deployed.has(name))
    .map((name) => `[${name}](${runbookUrl(watched, name)})`)
    .join(' · ');
}
