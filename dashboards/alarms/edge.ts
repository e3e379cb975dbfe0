import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { apiMetric, gatewayMetric, math, ownMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';

const latencyThresholdMs = 2_500;
const failedPercent = 5;
const refusedPercent = 50;
const tooLargeWindow = Duration.minutes(15);
/** Below so many a minute a share says nothing. */
const fewestRequests = 20;
const fewestFailures = 3;
const fewestRefusals = 5;
const fewestTooLarge = 3;

const above = {
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  missing: TreatMissingData.NOT_BREACHING,
} as const;
const silentShare = `Silent: there are never ${fewestRequests} requests in a minute.`;

/** API Gateway's own 5XXError counts a flood that it throttles as well. */
function failedShare(watched: Watched): IMetric {
  const share = `IF(requests >= ${fewestRequests} AND FILL(failed, 0) >= ${fewestFailures}, 100 * FILL(failed, 0) / requests, 0)`;
  return math('failed, %', share, {
    requests: apiMetric('Count', watched),
    failed: gatewayMetric('RequestFailed', watched),
  });
}

function refusedShare(watched: Watched): IMetric {
  return math('4xx, %', `IF(requests >= ${fewestRequests}, 100 * refused / requests, 0)`, {
    requests: apiMetric('Count', watched),
    refused: apiMetric('4XXError', watched),
  });
}

function slowness(watched: Watched): IMetric {
  return math('p90, ms', `IF(requests >= ${fewestRequests}, p90, 0)`, {
    requests: apiMetric('Count', watched),
    p90: apiMetric('Latency', watched, { statistic: 'p90' }),
  });
}

function refusedOf({ ingestion }: Watched, source?: string): IMetric {
  const by = source === undefined ? {} : { source };
  const share = `IF(FILL(refused, 0) >= ${fewestRefusals}, 100 * FILL(refused, 0) / (FILL(refused, 0) + FILL(accepted, 0)), 0)`;
  return math('refused, %', share, {
    refused: ownMetric('WebhookRejected', ingestion, {}, by),
    accepted: ownMetric('WebhookAccepted', ingestion, {}, by),
  });
}

function tooLarge(watched: Watched): IMetric {
  const refused = gatewayMetric('PayloadTooLarge', watched, { period: tooLargeWindow });
  return math('too large', 'FILL(refused, 0)', { refused }, tooLargeWindow);
}

export const edgeAlarms = {
  Api5xx: {
    severity: 'P',
    meaning: () =>
      `More than ${failedPercent} % of the requests end with a 5xx, for 3 minutes, of ${fewestRequests} or more a minute.`,
    impact: () => 'Senders are told that we failed. Some never send again.',
    metric: failedShare,
    ...above,
    threshold: () => failedPercent,
    datapoints: [3, 3],
    atLowTraffic: `${silentShare} availability-burn-fast takes 3 failures.`,
  },
  // API Gateway counts each answer of its own as a 4XXError, also those in place of a function that crashed.
  Api4xx: {
    severity: 'T',
    meaning: () =>
      `More than ${failedPercent} % of the requests end with a 4xx or an answer of the gateway’s own, for 5 minutes, of ${fewestRequests} or more a minute.`,
    impact: () =>
      'A sender has a wrong secret or URL, or strangers knock. Nothing of a stranger is let in.',
    metric: refusedShare,
    ...above,
    threshold: () => failedPercent,
    datapoints: [5, 5],
    atLowTraffic: silentShare,
  },
  ApiLatency: {
    severity: 'T',
    meaning: () =>
      `1 of 10 requests takes more than ${latencyThresholdMs} ms, for 5 minutes, of ${fewestRequests} or more a minute.`,
    impact: () => 'Senders with a short limit (3 s at some) give up, and send again or never.',
    metric: slowness,
    ...above,
    threshold: () => latencyThresholdMs,
    datapoints: [5, 5],
    atLowTraffic: silentShare,
  },
  SignatureFailures: {
    severity: 'T',
    each: 'sources',
    meaning: (_, source = 'all sources together') =>
      `More than ${refusedPercent} % of what comes for ${source} is refused, for 5 minutes, ${fewestRefusals} or more a minute.`,
    impact: (_, source = 'a source') =>
      `If it is the sender of ${source} itself, its secret differs from ours, and none of its webhooks are accepted.`,
    metric: refusedOf,
    ...above,
    threshold: () => refusedPercent,
    datapoints: [5, 5],
    atLowTraffic: `Silent: there are never ${fewestRefusals} refusals in a minute. \`npx spillway logs --level warn\` shows them.`,
  },
  PayloadTooLarge: {
    severity: 'T',
    meaning: () =>
      `At least ${fewestTooLarge} webhooks for known sources were too large within ${tooLargeWindow.toMinutes()} minutes.`,
    impact: () => 'Their sender was answered with a 413, and they are not here.',
    metric: tooLarge,
    ...above,
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: () => fewestTooLarge,
    datapoints: [1, 1],
    atLowTraffic: `Writes a ticket only when ${fewestTooLarge} come close together, as when a sender tries one again.`,
  },
} as const satisfies Record<string, AlarmDefinition>;
