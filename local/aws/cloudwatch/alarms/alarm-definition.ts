import { z } from 'zod';
import type { MetricQuery } from '../metrics/metric-query.ts';

/** A resource of the template, its references resolved. */
export interface AlarmResource {
  /** `DlqNotEmpty…`, as in the template. */
  readonly logicalId: string;
  readonly type: 'AWS::CloudWatch::Alarm' | 'AWS::CloudWatch::CompositeAlarm';
  readonly properties: unknown;
}

const names = z.array(z.string()).default([]);
// CloudFormation gives numbers and booleans as text too.
const number = z.coerce.number();
const boolean = z.preprocess((value) => (value === 'false' ? false : value), z.coerce.boolean());
const dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]);

const shared = {
  AlarmName: z.string().optional(),
  AlarmDescription: z.string().optional(),
  ActionsEnabled: boolean.default(true),
  AlarmActions: names,
  OKActions: names,
  InsufficientDataActions: names,
};

const query = z.strictObject({
  Id: z.string(),
  Label: z.string().optional(),
  Expression: z.string().optional(),
  Period: number.optional(),
  ReturnData: boolean.default(true),
  MetricStat: z
    .strictObject({
      Metric: z.strictObject({
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: dimensions,
      }),
      Period: number,
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
});

const metricAlarm = z.object({
  ...shared,
  ComparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  Threshold: number,
  EvaluationPeriods: number.int().positive(),
  DatapointsToAlarm: number.int().positive().optional(),
  TreatMissingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).default('missing'),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions,
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  Period: number.optional(),
  Unit: z.string().optional(),
  Metrics: z.array(query).optional(),
});

const compositeAlarm = z.object({
  ...shared,
  AlarmRule: z.string(),
  ActionsSuppressor: z.string().optional(),
  ActionsSuppressorWaitPeriod: number.optional(),
  ActionsSuppressorExtensionPeriod: number.optional(),
});

export type MetricAlarmProperties = z.infer<typeof metricAlarm>;
type CompositeAlarmProperties = z.infer<typeof compositeAlarm>;

/** A metric alarm with what it watches worked out. */
export interface MetricAlarmDefinition {
  readonly kind: 'metric';
  readonly properties: MetricAlarmProperties;
  readonly queries: readonly MetricQuery[];
  /** The query that is compared with the threshold. */
  readonly watchedId: string;
  readonly periodSeconds: number;
  readonly datapointsToAlarm: number;
}

interface CompositeAlarmDefinition {
  readonly kind: 'composite';
  readonly properties: CompositeAlarmProperties;
}

export type AlarmDefinition = MetricAlarmDefinition | CompositeAlarmDefinition;

export class AlarmDefinitionError extends Error {
  override readonly name = 'AlarmDefinitionError';
}

/**
 * Reads the properties of `AWS::CloudWatch::Alarm` or `AWS::CloudWatch::CompositeAlarm`.
 *
 * @throws AlarmDefinitionError naming the property that is wrong or not supported here.
 */
export function readAlarm({ type, properties }: AlarmResource): AlarmDefinition {
  if (type === 'AWS::CloudWatch::CompositeAlarm') {
    return { kind: 'composite', properties: read(compositeAlarm, properties) };
  }
  const alarm = read(metricAlarm, properties);
  const queries = alarm.Metrics ? alarm.Metrics.map(toQuery) : [simpleQuery(alarm)];
  const watched = queries.filter(({ returnData }) => returnData);
  const [only] = watched;
  if (!only || watched.length > 1) {
    throw new AlarmDefinitionError('Exactly one of Metrics must have ReturnData');
  }
  return {
    kind: 'metric',
    properties: alarm,
    queries,
    watchedId: only.id,
    periodSeconds: periodOf(alarm, queries),
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
  };
}

function read<T>(schema: z.ZodType<T>, properties: unknown): T {
  const result = schema.safeParse(properties);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AlarmDefinitionError(`${issue?.path.join('.')}: ${issue?.message}`);
}

function simpleQuery(alarm: MetricAlarmProperties): MetricQuery {
  const { Namespace, MetricName, Period, Unit } = alarm;
  const statistic = alarm.Statistic ?? alarm.ExtendedStatistic;
  if (!Namespace || !MetricName || !Period || !statistic) {
    throw new AlarmDefinitionError('Namespace, MetricName, Period or the statistic is missing');
  }
  return {
    id: 'm1',
    returnData: true,
    metric: {
      namespace: Namespace,
      name: MetricName,
      dimensions: toRecord(alarm.Dimensions),
      periodSeconds: Period,
      statistic,
      ...(Unit ? { unit: Unit } : {}),
    },
  };
}

/** An entry of `Metrics`, of an alarm or of GetMetricData. */
export function toQuery(entry: z.infer<typeof query>): MetricQuery {
  const { Id: id, Label, Expression, ReturnData: returnData, MetricStat } = entry;
  const { Period: periodSeconds } = entry;
  const label = Label === undefined ? {} : { label: Label };
  if (!MetricStat) return { id, ...label, returnData, expression: Expression ?? '', periodSeconds };
  const { Metric, Period, Stat, Unit } = MetricStat;
  return {
    id,
    ...label,
    returnData,
    metric: {
      namespace: Metric.Namespace,
      name: Metric.MetricName,
      dimensions: toRecord(Metric.Dimensions),
      periodSeconds: Period,
      statistic: Stat,
      ...(Unit ? { unit: Unit } : {}),
    },
  };
}

export const querySchema = query;

function periodOf(alarm: MetricAlarmProperties, queries: readonly MetricQuery[]): number {
  const periods = new Set(queries.flatMap(({ metric }) => (metric ? [metric.periodSeconds] : [])));
  const declared = alarm.Metrics?.find(({ Period }) => Period !== undefined)?.Period;
  const [period = declared, ...others] = periods;
  if (others.length > 0) throw new AlarmDefinitionError('The metrics differ in their Period');
  if (!period) throw new AlarmDefinitionError('Period is missing');
  return period;
}

export function toRecord(pairs: readonly { readonly Name: string; readonly Value: string }[]) {
  return Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));
}
