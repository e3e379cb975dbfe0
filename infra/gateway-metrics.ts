import { FilterPattern, type JsonPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { type MetricName, metricNamespace } from '../service/telemetry/metric-names.ts';

/** The errors with which the gateway refuses a flood. They are no failure of ours. */
const floodTypes = ['THROTTLED', 'QUOTA_EXCEEDED', 'WAF_FILTERED'];

const isOfType = (comparison: '=' | '!=') =>
  floodTypes.map((type) => FilterPattern.stringValue('$.errorType', comparison, type));

/**
 * Counts in the access log what API Gateway's own metrics mix. They count each answer of the gateway whose status
 * was changed as a 4XXError, a crash of the function and a flood alike.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
const patterns = {
  GatewayThrottled: FilterPattern.any(...isOfType('=')),
  RequestFailed: FilterPattern.all(
    FilterPattern.stringValue('$.status', '=', '5*'),
    ...isOfType('!='),
  ),
} as const satisfies Partial<Record<MetricName, JsonPattern>>;

/** The log's entries must contain `service`, `status` and `errorType`. */
export function addGatewayMetrics(accessLog: LogGroup): void {
  for (const [metricName, filterPattern] of Object.entries(patterns)) {
    new MetricFilter(accessLog, metricName, {
      logGroup: accessLog,
      metricNamespace,
      metricName,
      filterPattern,
      metricValue: '1',
      dimensions: { service: '$.service' },
    });
  }
}
