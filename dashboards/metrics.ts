import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, metricNamespace } from '../service/telemetry/metric-names.ts';
import type { Watched, WatchedFunction } from './watched.ts';

const minute = Duration.minutes(1);

export interface Look {
  readonly statistic?: string;
  readonly label?: string;
  readonly color?: string;
  /** One minute by default. */
  readonly period?: Duration;
}

/** One of our metrics. `by` narrows it to one source or destination. */
export function ownMetric(
  name: MetricName,
  service: Pick<WatchedFunction, 'name'>,
  look: Look = {},
  by: Readonly<Record<string, string>> = {},
): Metric {
  return aMetric(metricNamespace, name, { service: service.name, ...by }, look);
}

/**
 * One line for each value of a dimension, found by a search, because a graph has room for only 500 named metrics.
 *
 * @param dimension one of the metric's sets in `metric-names.ts`
 * @param suffix follows the value in the label
 */
export function ownMetrics(
  name: MetricName,
  service: Pick<WatchedFunction, 'name'>,
  dimension: string | readonly string[],
  { statistic = 'Sum', suffix = '' } = {},
): MathExpression {
  const set = [dimension].flat();
  const query = `{${[metricNamespace, 'service', ...set]}} MetricName="${name}" service="${service.name}"`;
  return new MathExpression({
    expression: `SEARCH('${query}', '${statistic}', 60)`,
    label: `${set.map((one) => `\${PROP('Dim.${one}')}`).join(' ')}${suffix}`,
    usingMetrics: {},
    period: minute,
  });
}

/** A metric counted from the API's access log. While the count is 0, AWS has no data for it. */
export function gatewayMetric(name: MetricName, { apiName }: Watched, look: Look = {}): Metric {
  return ownMetric(name, { name: apiName }, look);
}

export function queueMetric(name: string, queue: string, look: Look = {}): Metric {
  return aMetric('AWS/SQS', name, { QueueName: queue }, look);
}

export function functionMetric(name: string, of: WatchedFunction, look: Look = {}): Metric {
  return aMetric('AWS/Lambda', name, { FunctionName: of.name }, look);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics */
export function mappingMetric(name: string, watched: Watched, look: Look = {}): Metric {
  return aMetric('AWS/Lambda', name, { EventSourceMappingUUID: watched.mappingId }, look);
}

/** Over all functions of the account and Region. */
export function accountMetric(name: string, look: Look = {}): Metric {
  return aMetric('AWS/Lambda', name, {}, look);
}

export function apiMetric(name: string, { apiName, stage }: Watched, look: Look = {}): Metric {
  return aMetric('AWS/ApiGateway', name, { ApiName: apiName, Stage: stage }, look);
}

/** Powertools names the function twice. https://docs.powertools.aws.dev/lambda/typescript/latest/features/metrics/ */
export function coldStartMetric({ name }: WatchedFunction, look: Look = {}): Metric {
  return aMetric(metricNamespace, 'ColdStart', { service: name, function_name: name }, look);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
export function logMetric(name: string, logGroup: string, look: Look = {}): Metric {
  return aMetric('AWS/Logs', name, { LogGroupName: logGroup }, look);
}

export function tableMetric(name: string, { deliveryTable }: Watched, look: Look = {}): Metric {
  return aMetric('AWS/DynamoDB', name, { TableName: deliveryTable }, look);
}

export function math(
  label: string,
  expression: string,
  usingMetrics: Readonly<Record<string, Metric>>,
  period = minute,
): MathExpression {
  return new MathExpression({ label, expression, usingMetrics: { ...usingMetrics }, period });
}

function aMetric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  { statistic = 'Sum', period = minute, ...look }: Look,
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period, ...look });
}
