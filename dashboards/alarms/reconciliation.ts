import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../service/telemetry/metric-names.ts';
import { math, ownMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { heartbeats, keptWithoutValue, onceHeard } from './heartbeat.ts';

/** How often the logs are read. */
export const reconciliationPeriod = Duration.minutes(5);

/** A sixth of the time for which GitHub keeps its log, which is the shortest that is known. */
const longestLagHours = 12;
const longestLagMs = longestLagHours * 3_600_000;

function counted(name: MetricName) {
  return ({ reconciliation }: Watched, source?: string) =>
    ownMetric(name, reconciliation, { period: reconciliationPeriod }, bySource(source));
}

/** A run that says nothing is too late. */
function lagOf(watched: Watched, source?: string): IMetric {
  const lag = (statistic: string) =>
    ownMetric(
      'ReconciliationLag',
      watched.reconciliation,
      { statistic, period: reconciliationPeriod },
      bySource(source),
    );
  return math(
    'not read to its end, ms',
    onceHeard(`FILL(lag, ${longestLagMs + 1})`, 'runs', 'audits'),
    {
      lag: lag('Maximum'),
      runs: lag('SampleCount'),
      audits: heartbeats.audit(watched, { period: reconciliationPeriod }),
    },
    reconciliationPeriod,
  );
}

function bySource(source: string | undefined): Readonly<Record<string, string>> {
  return source === undefined ? {} : { source };
}

const atOnce = {
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: () => 1,
  datapoints: [1, 1],
  missing: TreatMissingData.NOT_BREACHING,
  each: 'deliveryLogs',
} as const;

const senderOf = (source?: string) => `the sender of ${source ?? 'a source'}`;

export const reconciliationAlarms = {
  MissedDeliveries: {
    severity: 'P',
    inMaintenance: true,
    meaning: (_, source) =>
      `At least 1 webhook that ${senderOf(source)} could not deliver did not come when it was asked for again, and is given up.`,
    impact: () =>
      'It is in the log of the sender only, and gone when that forgets it: at GitHub 3 days after it happened.',
    metric: counted('MissedDeliveries'),
    ...atOnce,
    atLowTraffic:
      'Fires for a single webhook, when the last of its five askings has come to nothing.',
  },
  DeliveredButAbsent: {
    severity: 'P',
    inMaintenance: true,
    meaning: (_, source) =>
      `At least 1 webhook was answered with a 2xx, says ${senderOf(source)}, and there is no trace of it here.`,
    impact: () => 'A webhook that was accepted is lost, and its sender will not send it by itself.',
    metric: counted('DeliveredButAbsent'),
    ...atOnce,
    atLowTraffic: 'Fires for a single webhook, within ten minutes of its receipt.',
  },
  DeliveryLogUnreadable: {
    severity: 'T',
    meaning: (_, source) =>
      `For 15 minutes the delivery log of ${source ?? 'a source'} can not be read: its token ran out, or may not.`,
    impact: () => 'Nobody would notice that a webhook never came.',
    metric: counted('DeliveryLogUnreadable'),
    ...atOnce,
    datapoints: [3, 3],
    atLowTraffic: 'Fires as at any traffic: the log is read at rest too.',
  },
  ReconcilerSilent: {
    severity: 'T',
    each: 'deliveryLogs',
    meaning: (_, source) =>
      `The delivery log of ${source ?? 'a source'} has not been read to its end for ${longestLagHours} hours, or not at all for 20 minutes.`,
    impact: () =>
      'Nobody would notice that a webhook never came, and what is older than 3 days GitHub has forgotten.',
    metric: lagOf,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => longestLagMs,
    datapoints: [4, 4],
    missing: keptWithoutValue,
    atLowTraffic: 'Fires as at any traffic: the log is read at rest too.',
  },
} as const satisfies Record<string, AlarmDefinition>;
