import { type MetricName, metricNamespace } from '../telemetry/metric-names.ts';

/** A metric whose sum the audit keeps. */
export interface CountedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export const countNames = [
  'accepted',
  'resent',
  'replayed',
  'processed',
  'duplicate',
  'filtered',
  'deadLettered',
  'lastReceiveBegun',
  'lastReceiveEnded',
  'requestFailed',
  'sendRepeated',
  'crashed',
] as const;

export type CountName = (typeof countNames)[number];

export type Sums = Readonly<Record<CountName, number>>;

export const noSums = Object.fromEntries(countNames.map((name) => [name, 0])) as Sums;

/** Where it is published that a source was heard: by a webhook or a handshake, each of them signed. */
export function heardMetrics(
  prefix: string,
  sources: readonly string[],
): Readonly<Record<string, CountedMetric>> {
  const of = (name: MetricName, source: string): CountedMetric => ({
    ...{ namespace: metricNamespace, name },
    dimensions: { service: `${prefix}-ingestion`, source },
  });
  return Object.fromEntries(
    sources.flatMap((source) => [
      [`${source} webhooks`, of('WebhookAccepted', source)],
      [`${source} handshakes`, of('HandshakeAnswered', source)],
    ]),
  );
}

/** Where each count is published. @param prefix `spillway-<stage>` */
export function countedMetrics(prefix: string): Readonly<Record<CountName, CountedMetric>> {
  const own = (name: MetricName, service: string) => ({
    ...{ namespace: metricNamespace, name },
    dimensions: { service },
  });
  const ingested = (name: MetricName) => own(name, `${prefix}-ingestion`);
  const processed = (name: MetricName) => own(name, `${prefix}-processing`);
  return {
    accepted: ingested('WebhookAccepted'),
    resent: own('WebhookResent', prefix),
    replayed: processed('WebhookReplayed'),
    processed: processed('WebhookProcessed'),
    duplicate: processed('WebhookDuplicate'),
    filtered: processed('WebhookFiltered'),
    deadLettered: processed('WebhookDeadLettered'),
    lastReceiveBegun: processed('LastReceiveBegun'),
    lastReceiveEnded: processed('LastReceiveEnded'),
    requestFailed: own('RequestFailed', prefix),
    sendRepeated: ingested('SendRepeated'),
    // A batch with failures is no error: only a function that was killed is.
    crashed: {
      ...{ namespace: 'AWS/Lambda', name: 'Errors' },
      dimensions: { FunctionName: `${prefix}-processing` },
    },
  };
}
