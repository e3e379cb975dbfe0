import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { Clients } from '../clients.ts';
import { findQueue, type QueueDepth, type QueueRole, queueName, readDepth } from '../queues.ts';

interface QueueStatus extends QueueDepth {
  readonly name: string;
  readonly role: QueueRole;
  /** Absent while CloudWatch has no recent figure: SQS reports only for queues in use. */
  readonly oldestAgeSeconds?: number;
}

interface FunctionStatus {
  readonly name: string;
  /** In the last 15 minutes. */
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
}

export interface AlarmStatus {
  readonly name: string;
  readonly state: string;
  readonly since?: string;
  readonly reason: string;
  /** The page that says what to do, from the root of the repository. */
  readonly runbook: string;
}

export interface Status {
  readonly stage: string;
  readonly queues: readonly QueueStatus[];
  readonly functions: readonly FunctionStatus[];
  /** Those that need somebody first. */
  readonly alarms: readonly AlarmStatus[];
}

const windowSeconds = 15 * 60;
const roles = ['intake', 'dead-letters'] as const satisfies readonly QueueRole[];
const functionRoles = ['ingestion', 'processing'] as const;
const functionMetrics = ['Invocations', 'Errors', 'Throttles'] as const;
const urgency: Readonly<Record<string, number>> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };

/** Reads how a stage is. Changes nothing. */
export async function readStatus(
  { sqs, cloudWatch }: Clients,
  stage: string,
  now: Date,
): Promise<Status> {
  const depths = Promise.all(
    roles.map(async (role) => readDepth(sqs, await findQueue(sqs, stage, role))),
  );
  const [queueDepths, latest, alarms] = await Promise.all([
    depths,
    readMetrics(cloudWatch, stage, now),
    readAlarms(cloudWatch, stage),
  ]);
  return {
    stage,
    queues: roles.flatMap((role, index) => {
      const depth = queueDepths[index];
      const age = latest.get(ageId(role))?.at(0);
      if (!depth) return [];
      const known = age === undefined ? {} : { oldestAgeSeconds: age };
      return [{ name: queueName(stage, role), role, ...depth, ...known }];
    }),
    functions: functionRoles.map((role) => {
      const sumOf = (metric: string) => sum(latest.get(functionId(role, metric)) ?? []);
      return {
        name: `spillway-${stage}-${role}`,
        invocations: sumOf('Invocations'),
        errors: sumOf('Errors'),
        throttles: sumOf('Throttles'),
      };
    }),
    alarms,
  };
}

/** The values of each query, the latest first. */
async function readMetrics(cloudWatch: CloudWatchClient, stage: string, now: Date) {
  const end = new Date(now.getTime() + 60_000);
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: metricQueries(stage),
      StartTime: new Date(now.getTime() - windowSeconds * 1000),
      EndTime: end,
      ScanBy: 'TimestampDescending',
    }),
  );
  return new Map(MetricDataResults.map(({ Id = '', Values = [] }) => [Id, Values] as const));
}

function metricQueries(stage: string): MetricDataQuery[] {
  const ages = roles.map((role) =>
    toQuery(ageId(role), 'Maximum', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: queueName(stage, role) }],
    }),
  );
  const calls = functionRoles.flatMap((role) =>
    functionMetrics.map((metric) =>
      toQuery(functionId(role, metric), 'Sum', {
        Namespace: 'AWS/Lambda',
        MetricName: metric,
        Dimensions: [{ Name: 'FunctionName', Value: `spillway-${stage}-${role}` }],
      }),
    ),
  );
  return [...ages, ...calls];
}

function toQuery(
  id: string,
  stat: string,
  metric: NonNullable<MetricDataQuery['MetricStat']>['Metric'],
): MetricDataQuery {
  return { Id: id, MetricStat: { Metric: metric, Period: 60, Stat: stat } };
}

async function readAlarms(cloudWatch: CloudWatchClient, stage: string): Promise<AlarmStatus[]> {
  const prefix = `spillway-${stage}-`;
  const pages = paginateDescribeAlarms(
    { client: cloudWatch },
    { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  );
  const alarms: AlarmStatus[] = [];
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    for (const alarm of [...MetricAlarms, ...CompositeAlarms]) {
      const { AlarmName: name = '', StateValue: state = '', StateReason: reason = '' } = alarm;
      const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
      const runbook = `runbooks/${name.slice(prefix.length)}.md`;
      alarms.push({ name, state, reason, runbook, ...(since && { since: since.toISOString() }) });
    }
  }
  return alarms.sort(
    (a, b) => (urgency[a.state] ?? 3) - (urgency[b.state] ?? 3) || a.name.localeCompare(b.name),
  );
}

function ageId(role: QueueRole): string {
  return `age_${role.replace('-', '_')}`;
}

function functionId(role: string, metric: string): string {
  return `${role}_${metric.toLowerCase()}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
