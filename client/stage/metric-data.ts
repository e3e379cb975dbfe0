import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';

export interface WantedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | `p${number}`;
}

/** One period of a metric. */
export interface Point {
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/** What was published since then, period by period, the latest first. The answers are in the order of the metrics. */
export type ReadMetrics = (
  metrics: readonly WantedMetric[],
  sinceSeconds: number,
) => Promise<readonly (readonly Point[])[]>;

const queryLimit = 500; // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
const minuteMs = 60_000;

/** @param periodSeconds of a point: a minute unless it is given */
export function createReadMetrics(
  cloudWatch: CloudWatchClient,
  now: number,
  periodSeconds = minuteMs / 1000,
): ReadMetrics {
  return async (metrics, sinceSeconds) => {
    const found: (readonly Point[])[] = [];
    for (let start = 0; start < metrics.length; start += queryLimit) {
      const some = metrics.slice(start, start + queryLimit);
      found.push(...(await readSome(cloudWatch, some, { now, sinceSeconds, periodSeconds })));
    }
    return found;
  };
}

async function readSome(
  client: CloudWatchClient,
  metrics: readonly WantedMetric[],
  {
    now,
    sinceSeconds,
    periodSeconds,
  }: Readonly<Record<'now' | 'sinceSeconds' | 'periodSeconds', number>>,
) {
  const points = metrics.map((): Point[] => []);
  const pages = paginateGetMetricData(
    { client },
    {
      MetricDataQueries: metrics.map((metric, index) => toQuery(metric, index, periodSeconds)),
      StartTime: new Date(now - sinceSeconds * 1000),
      EndTime: new Date(now + minuteMs), // the minute that has just begun is part of it
      ScanBy: 'TimestampDescending',
    },
  );
  for await (const { MetricDataResults = [] } of pages) {
    for (const { Id = '', Timestamps = [], Values = [] } of MetricDataResults) {
      const series = Values.map((value, i) => ({ at: Timestamps[i]?.getTime() ?? 0, value }));
      points[Number(Id.slice(1))]?.push(...series);
    }
  }
  return points;
}

function toQuery(
  { namespace, name, dimensions, statistic }: WantedMetric,
  index: number,
  Period: number,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  return { Id: `m${index}`, MetricStat: { Metric, Period, Stat: statistic } };
}
