import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, metricNamespace } from '../service/telemetry/metric-names.ts';
import type { Watched, WatchedFunction } from './watched.ts';

const period = Duration.minutes(1);

export interface Look {
  readonly statistic?: string;
  readonly label?: string;
  readonly color?: string;
}

/** A metric of ours. `by` narrows it to one source or destination. */
export function ownMetric(
  name: MetricName,
  service: WatchedFunction,
  look: Look = {},
  by: Readonly<Record<string, string>> = {},
): Metric {
  return aMetric(metricNamespace, name, { service: service.name, ...by }, look);
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

export function apiMetric(name: string, { apiName, stage }: Watched, look: Look = {}): Metric {
  return aMetric('AWS/ApiGateway', name, { ApiName: apiName, Stage: stage }, look);
}

export function math(
  label: string,
  expression: string,
  usingMetrics: Readonly<Record<string, Metric>>,
): MathExpression {
  return new MathExpression({ label, expression, usingMetrics: { ...usingMetrics }, period });
}

function aMetric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  { statistic = 'Sum', ...look }: Look,
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period, ...look });
}
