import { FilterPattern, type JsonPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { mostWatchedAlone } from '../dashboards/alarms/catalogue.ts';
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

/** The log's entries must contain `service`, `status`, `path` and `errorType`. */
export function addGatewayMetrics(accessLog: LogGroup, sources: readonly string[]): void {
  for (const [metricName, pattern] of Object.entries(patterns)) {
    addFilter(accessLog, metricName, metricName, pattern);
  }
  for (const [index, pattern] of tooLargePatterns(sources).entries()) {
    addFilter(accessLog, `PayloadTooLarge${index || ''}`, 'PayloadTooLarge', pattern);
  }
}

function addFilter(logGroup: LogGroup, id: string, metricName: string, pattern: JsonPattern) {
  new MetricFilter(logGroup, id, {
    logGroup,
    metricNamespace,
    metricName,
    filterPattern: pattern,
    metricValue: '1',
    dimensions: { service: '$.service' },
  });
}

// A pattern may have 1,024 characters.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
const longestPattern = 1_000;

/**
 * A 413 for a known source. What is too large for the gateway never reaches our code; strangers' paths don't count, unless
 * there are so many sources that their filters would take the room that CloudFormation has. The path begins with the
 * stage, but not behind a domain of one's own.
 */
function tooLargePatterns(sources: readonly string[]): readonly JsonPattern[] {
  if (sources.length > mostWatchedAlone) return [tooLargeFor(['*'])];
  const groups: string[][] = [];
  for (const source of sources) {
    const last = groups.at(-1);
    const extended = [...(last ?? []), source];
    if (last && tooLargeFor(extended).logPatternString.length <= longestPattern) last.push(source);
    else groups.push([source]);
  }
  return groups.map(tooLargeFor);
}

function tooLargeFor(sources: readonly string[]): JsonPattern {
  const paths = sources.flatMap((source) => [`*/webhooks/${source}`, `*/webhooks/${source}/`]);
  return FilterPattern.all(
    FilterPattern.stringValue('$.status', '=', '413'),
    FilterPattern.any(...paths.map((path) => FilterPattern.stringValue('$.path', '=', path))),
  );
}
