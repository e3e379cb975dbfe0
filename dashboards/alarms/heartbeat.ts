import { type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type Look, mappingMetric, ownMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';

/**
 * For an alarm on silence. With `breaching` it would be on in the first minutes of each stage, since an alarm looks at
 * times before it was made. So there is no value at all until something is heard, and then the alarm's state is kept.
 */
export const keptWithoutValue = TreatMissingData.IGNORE;

type Count = (watched: Watched, look?: Pick<Look, 'period'>) => Metric;

/** What reports as long as a stage works, by who reports. A mapping that polls publishes a number each minute, 0 at rest. */
export const heartbeats: Readonly<Record<'consumer' | 'audit', Count>> = {
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
  consumer: (watched, look) =>
    mappingMetric('PolledEventCount', watched, { ...look, statistic: 'SampleCount' }),
  audit: ({ audit }, look) =>
    ownMetric('AcceptedTotal', audit, { ...look, statistic: 'SampleCount' }),
};

/**
 * A value for each period from the first sign of life on, and none before: `FILL(…, REPEAT)` has nothing to repeat
 * there, and a division by it drops the point. As long as the other one is heard, there is a value for what never began,
 * or has been silent for longer than an alarm looks back.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @param value in each period; ids in it name metrics of the alarm
 * @param one the id of what is to be heard, a count
 * @param other the id of what is heard beside it
 */
export function onceHeard(value: string, one: string, other: string): string {
  const heard = `(FILL(${one}, REPEAT) + FILL(${other}, REPEAT))`;
  return `${value} * ${heard} / ${heard}`;
}
