import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { math, ownMetric } from '../metrics.ts';
import { slo } from '../slo.ts';
import type { Watched } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';

export const restingThresholdSeconds = 30 * slo.freshness.seconds;
export const parkedThresholdSeconds = 60 * slo.freshness.seconds;
const failingShare = 50;
const fewestAttempts = 20;

// The longest delay that SQS allows. Within it everything parked comes back, and is counted again while its
// destination rests. So no period of this length is empty before the last webhook has arrived.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const longestDelay = Duration.minutes(15);

/**
 * In milliseconds. An empty period counts as 0. Otherwise CloudWatch would look for older data, and see the end 30
 * minutes late.
 */
function oldestParked({ processing }: Watched): IMetric {
  const look = { statistic: 'Maximum', period: longestDelay };
  const age = ownMetric('ParkedAge', processing, look);
  return math('oldest parked webhook, ms', 'FILL(age, 0)', { age }, longestDelay);
}

/** DeliveryFailed counts what the destination did, never what we did. */
function failedShare({ processing }: Watched, destination?: string): IMetric {
  const by = destination === undefined ? {} : { destination };
  const tried = ownMetric('DeliveryLatency', processing, { statistic: 'SampleCount' }, by);
  const failed = ownMetric('DeliveryFailed', processing, {}, by);
  const share = `IF(tried >= ${fewestAttempts}, 100 * FILL(failed, 0) / tried, 0)`;
  return math('failed, %', share, { tried, failed });
}

export const destinationAlarms = {
  DestinationResting: {
    severity: 'T',
    meaning: () =>
      `A destination has failed again and again for more than ${restingThresholdSeconds / 60} minutes and is left alone.`,
    impact: ({ intakeRetentionDays }) =>
      `Its webhooks are put back and come late, those of others are not; after ${intakeRetentionDays} days they go to the dead letters.`,
    metric: oldestParked,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 1000 * restingThresholdSeconds,
    datapoints: [1, 1],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic:
      'Writes a ticket once webhooks have been put back for so long. A destination rests after several failures in a row, which takes hours of an outage at this traffic.',
  },
  ParkedGrowing: {
    severity: 'P',
    meaning: () =>
      `Webhooks have been put back for more than ${parkedThresholdSeconds / 60} minutes, since a destination is left alone.`,
    impact: ({ intakeRetentionDays }) =>
      `All that is meant for this destination waits, and more joins it; after ${intakeRetentionDays} days it goes to the dead letters.`,
    metric: oldestParked,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 1000 * parkedThresholdSeconds,
    datapoints: [1, 1],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Fires for a single webhook that has been put back for so long: it waits.',
  },
  DestinationFailing: {
    severity: 'T',
    each: 'destinations',
    meaning: (_, destination = 'the destinations') =>
      `More than ${failingShare} % of the deliveries to ${destination} fail, of ${fewestAttempts} or more a minute, in 3 of 5 minutes.`,
    impact: (_, destination = 'A destination') =>
      `${destination} gets its webhooks late; if it goes on it is left alone, and in the end they are dead letters.`,
    metric: failedShare,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => failingShare,
    datapoints: [3, 5],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: `Silent: there are never ${fewestAttempts} attempts in a minute. parked-growing and dlq-not-empty tell of a destination that stays away.`,
  },
} as const satisfies Record<string, AlarmDefinition>;
