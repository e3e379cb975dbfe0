import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { metricNamespace } from '../../service/telemetry/metric-names.ts';
import { createReadMetrics, type WantedMetric } from '../stage/metric-data.ts';
import type { MeteredNames } from './metered-names.ts';

/** What CloudWatch counted of a stage in a window. A count that it has no data of is missing. */
export interface Used {
  readonly seconds: number;
  /** Webhooks that were accepted. */
  readonly accepted: number;
  readonly requests?: number;
  /** That the web ACL looked at. */
  readonly aclRequests?: number;
  readonly functions: readonly UsedFunction[];
  readonly sent?: number;
  readonly sentBytes?: number;
  readonly emptyReceives?: number;
  readonly writeUnits?: number;
  readonly readUnits?: number;
  readonly logBytes: readonly { readonly of: string; readonly bytes: number }[];
  /** How many metrics were asked for: GetMetricData is billed by them. */
  readonly metricsRead: number;
}

export interface UsedFunction {
  readonly of: string;
  readonly memoryMb: number;
  readonly invocations: number;
  /** Without initialization, which this metric leaves out. */
  readonly durationMs: number;
}

interface Window {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly seconds: number;
  readonly region: string;
}

/** CloudWatch keeps minutes for 15 days, five of them for 63, and hours for 455. */
const hourSeconds = 3600;
const finePeriodSeconds = 300;
const mostFineSeconds = 3 * 24 * hourSeconds;

/** Reads what a stage used of what CloudWatch counts. */
export async function readUsed(
  cloudWatch: CloudWatchClient,
  names: MeteredNames,
  { now, seconds, region }: Window,
): Promise<Used> {
  const { wanted, sumOf } = wantedOf(names, region);
  const period = seconds > mostFineSeconds ? hourSeconds : finePeriodSeconds;
  const points = await createReadMetrics(cloudWatch, now, period)(wanted, seconds);
  const sums = points.map((series) =>
    series.length === 0 ? undefined : series.reduce((sum, { value }) => sum + value, 0),
  );
  return { seconds, metricsRead: wanted.length, ...sumOf((index) => sums[index]) };
}

type Sum = (index: number) => number | undefined;

/** Names each metric once: its place in the question is its place in the answer. */
function wantedOf(names: MeteredNames, region: string) {
  const wanted: WantedMetric[] = [];
  const want = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>) =>
    wanted.push({ namespace, name, dimensions, statistic: 'Sum' }) - 1;
  const each = <Of>(of: readonly Of[], index: (one: Of) => number) =>
    of.map((one) => [one, index(one)] as const);

  const ingestion = names.functions.find(({ name }) => name.endsWith('-ingestion'))?.name ?? '';
  const accepted = want(metricNamespace, 'WebhookAccepted', { service: ingestion });
  const { name: ApiName, stage: Stage } = names.api;
  const requests = want('AWS/ApiGateway', 'Count', { ApiName, Stage });
  const acl = ['AllowedRequests', 'BlockedRequests'].flatMap((name) =>
    names.acl === undefined
      ? []
      : [want('AWS/WAFV2', name, { WebACL: names.acl, Region: region, Rule: 'ALL' })],
  );
  const lambda = (name: string) =>
    each(names.functions, (of) => want('AWS/Lambda', name, { FunctionName: of.name }));
  const [invocations, durations] = [lambda('Invocations'), lambda('Duration')];
  const queue = (name: string) =>
    names.queues.map((of) => want('AWS/SQS', name, { QueueName: of }));
  const sent = queue('NumberOfMessagesSent');
  const sentBytes = queue('SentMessageSize');
  const emptyReceives = queue('NumberOfEmptyReceives');
  const table = (name: string) =>
    names.tables.map((of) => want('AWS/DynamoDB', name, { TableName: of }));
  const writes = table('ConsumedWriteCapacityUnits');
  const reads = table('ConsumedReadCapacityUnits');
  const logs = each(names.logGroups, (LogGroupName) =>
    want('AWS/Logs', 'IncomingBytes', { LogGroupName }),
  );

  const sumOf = (sum: Sum): Omit<Used, 'seconds' | 'metricsRead'> => ({
    accepted: sum(accepted) ?? 0,
    ...present({
      requests: sum(requests),
      aclRequests: total(acl.map(sum)),
      sent: total(sent.map(sum)),
      sentBytes: total(sentBytes.map(sum)),
      emptyReceives: total(emptyReceives.map(sum)),
      writeUnits: total(writes.map(sum)),
      readUnits: total(reads.map(sum)),
    }),
    functions: invocations.map(([{ name: of, memoryMb }, index], place) => ({
      ...{ of, memoryMb, invocations: sum(index) ?? 0 },
      durationMs: sum(durations[place]?.[1] ?? -1) ?? 0,
    })),
    logBytes: logs.flatMap(([of, index]) => {
      const bytes = sum(index);
      return bytes === undefined ? [] : [{ of, bytes }];
    }),
  });
  return { wanted, sumOf };
}

/** Of those that have data. */
function total(sums: readonly (number | undefined)[]): number | undefined {
  const known = sums.filter((sum) => sum !== undefined);
  return known.length === 0 ? undefined : known.reduce((all, one) => all + one, 0);
}

function present<Key extends string>(
  sums: Readonly<Record<Key, number | undefined>>,
): Partial<Record<Key, number>> {
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== undefined)) as Partial<
    Record<Key, number>
  >;
}
