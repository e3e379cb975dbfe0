import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * Reads the sums of metrics by period, all in one request. AWS bills each metric of it.
 *
 * @returns by the metrics' keys; a period without data has no point. Times are milliseconds since 1970
 * @throws Error where CloudWatch gave a part of the data only
 */
export function createReadSums<Key extends string>(
  client: CloudWatchClient,
  metrics: Readonly<Record<Key, Metric>>,
) {
  const keys = Object.keys(metrics) as Key[];
  return async (range: Range): Promise<Readonly<Record<Key, readonly Point[]>>> => {
    const found = new Map(keys.map((key): [Key, Point[]] => [key, []]));
    const pages = paginateGetMetricData(
      { client },
      {
        MetricDataQueries: keys.map((key, index) => toQuery(metrics[key], index, range)),
        StartTime: new Date(range.from),
        EndTime: new Date(range.to),
        ScanBy: 'TimestampAscending',
      },
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const { Id = '', Timestamps = [], Values = [], StatusCode } of MetricDataResults) {
        if (StatusCode === 'InternalError' || StatusCode === 'Forbidden') {
          throw new Error(`CloudWatch did not give all data: ${StatusCode}`);
        }
        const points = Values.map((value, i) => ({ at: Timestamps[i]?.getTime() ?? 0, value }));
        found.get(keys[Number(Id.slice(1))] as Key)?.push(...points);
      }
    }
    return Object.fromEntries(found) as unknown as Record<Key, readonly Point[]>;
  };
}

function toQuery(
  { namespace, name, dimensions }: Metric,
  index: number,
  { periodSeconds }: Range,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  return { Id: `m${index}`, MetricStat: { Metric, Period: periodSeconds, Stat: 'Sum' } };
}
