import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { accountMetric, functionMetric, logMetric, math } from '../metrics.ts';
import { logGroupOf, type Watched, type WatchedFunction } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';

const failedPercent = 5;
const fewestErrors = 3;
const nearTimeoutShare = 0.95;
const claimedShare = 0.9;
const unreadableWindow = Duration.minutes(15);

/** A single error of few invocations is a dead letter's business. */
function errorShare(of: WatchedFunction) {
  const share = `IF(invocations > 0 AND errors >= ${fewestErrors}, 100 * errors / invocations, 0)`;
  return math('failed, %', share, {
    invocations: functionMetric('Invocations', of),
    errors: functionMetric('Errors', of),
  });
}

const rates = {
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: () => failedPercent,
  datapoints: [2, 3],
  missing: TreatMissingData.NOT_BREACHING,
  atLowTraffic: `Silent: there are never ${fewestErrors} crashes in a minute.`,
} as const;

const throttles = {
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: () => 1,
  datapoints: [5, 5],
  missing: TreatMissingData.NOT_BREACHING,
} as const;

const nearTimeout = {
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  datapoints: [2, 3],
  missing: TreatMissingData.NOT_BREACHING,
  atLowTraffic: 'Silent, unless one slow webhook follows the other within 3 minutes.',
} as const;

/**
 * In seconds.
 *
 * @see nearTimeoutShare
 */
export function nearTimeoutSeconds({ timeoutSeconds }: WatchedFunction): number {
  return Number((nearTimeoutShare * timeoutSeconds).toFixed(2));
}

/**
 * CloudWatch publishes them only where there were some.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
function unreadable({ functions }: Watched) {
  const errors = functions.flatMap((of, index) =>
    (['EMFParsingErrors', 'EMFValidationErrors'] as const).map((name, which) => ({
      id: `e${2 * index + which}`,
      metric: logMetric(name, logGroupOf(of), { period: unreadableWindow }),
    })),
  );
  return math(
    'unreadable',
    errors.map(({ id }) => `FILL(${id}, 0)`).join(' + '),
    Object.fromEntries(errors.map(({ id, metric }) => [id, metric])),
    unreadableWindow,
  );
}

export const functionAlarms = {
  IngestionErrors: {
    severity: 'P',
    meaning: () =>
      `More than ${failedPercent} % of ingestion’s invocations crash or time out, ${fewestErrors} or more a minute, in 2 of 3 minutes.`,
    impact: () => 'Senders get a 5xx. Some never send again.',
    metric: ({ ingestion }) => errorShare(ingestion),
    ...rates,
  },
  ProcessingErrors: {
    severity: 'T',
    meaning: () =>
      `More than ${failedPercent} % of processing’s invocations crash or time out, ${fewestErrors} or more a minute, in 2 of 3 minutes.`,
    impact: () => 'Whole batches come back, arrive late, and become dead letters if it goes on.',
    metric: ({ processing }) => errorShare(processing),
    ...rates,
  },
  IngestionThrottles: {
    severity: 'P',
    meaning: () => 'In each of 5 minutes Lambda refused at least 1 invocation of ingestion.',
    impact: () => 'Senders get a 503. Some never send again.',
    metric: ({ ingestion }) => functionMetric('Throttles', ingestion),
    ...throttles,
    atLowTraffic: 'Silent: 5 minutes in a row have no webhook each.',
  },
  ProcessingThrottles: {
    severity: 'T',
    meaning: () => 'In each of 5 minutes Lambda refused at least 1 invocation of processing.',
    impact: () => 'Webhooks wait in the queue, and each refusal uses up one of their receives.',
    metric: ({ processing }) => functionMetric('Throttles', processing),
    ...throttles,
    atLowTraffic:
      'Writes a ticket: Lambda tries one webhook again and again while processing is throttled.',
  },
  IngestionNearTimeout: {
    severity: 'T',
    meaning: ({ ingestion }) =>
      `Ingestion took more than ${nearTimeoutSeconds(ingestion)} s in 2 of 3 minutes, and at ${ingestion.timeoutSeconds} s Lambda ends it.`,
    impact: () => 'Senders have given up by then; at the limit they get a 5xx.',
    metric: ({ ingestion }) => functionMetric('Duration', ingestion, { statistic: 'Maximum' }),
    threshold: ({ ingestion }) => 1000 * nearTimeoutSeconds(ingestion),
    ...nearTimeout,
  },
  ProcessingNearTimeout: {
    severity: 'T',
    meaning: ({ processing }) =>
      `Processing took more than ${nearTimeoutSeconds(processing)} s in 2 of 3 minutes, and at ${processing.timeoutSeconds} s Lambda ends it.`,
    impact: () =>
      'At the limit a whole batch comes back, and destinations may see a webhook twice.',
    metric: ({ processing }) => functionMetric('Duration', processing, { statistic: 'Maximum' }),
    threshold: ({ processing }) => 1000 * nearTimeoutSeconds(processing),
    ...nearTimeout,
  },
  ConcurrencyClaimed: {
    severity: 'T',
    meaning: ({ accountConcurrency }) =>
      `For 10 minutes more than ${100 * claimedShare} % of the account’s ${accountConcurrency} concurrent executions are claimed.`,
    impact: () =>
      'At the limit Lambda refuses invocations of every function of this account and Region.',
    metric: () => accountMetric('ClaimedAccountConcurrency', { statistic: 'Maximum' }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: ({ accountConcurrency }) => claimedShare * accountConcurrency,
    datapoints: [10, 10],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Depends on the account’s other functions alone.',
  },
  TelemetryBroken: {
    severity: 'T',
    meaning: () =>
      `CloudWatch could not read at least 1 metric that a function logged within ${unreadableWindow.toMinutes()} minutes.`,
    impact: () => 'Graphs have gaps, and an alarm may stay silent.',
    metric: unreadable,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 0,
    datapoints: [1, 1],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Writes a ticket for the first one, like at any traffic.',
  },
} as const satisfies Record<string, AlarmDefinition>;
