import type {
  ApiRequest,
  LambdaConcurrency,
  LambdaInvocation,
  LambdaThrottle,
  MappingBatch,
  PlatformEvent,
} from '../../observer.ts';
import type { MetricDatum } from './metric-store.ts';

type Dimensions = Readonly<Record<string, string>>;
type Readings = readonly (readonly [name: string, unit: string, value: number])[];

/**
 * What AWS publishes for one event, with the dimension sets that AWS uses. `timestamp` is taken over as it is.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function metricsOfEvent(event: PlatformEvent): MetricDatum[] {
  switch (event.kind) {
    case 'lambda-invocation':
      return invocationMetrics(event);
    case 'lambda-throttle':
      return throttleMetrics(event);
    case 'lambda-concurrency':
      return concurrencyMetrics(event);
    case 'recursion-dropped':
      return publish(
        'AWS/Lambda',
        event.timestamp,
        [{}, { FunctionName: event.functionName }],
        [['RecursiveInvocationsDropped', 'Count', 1]],
      );
    case 'mapping-batch':
      return mappingMetrics(event);
    case 'api-request':
      return apiMetrics(event);
    case 'billed-usage':
      return [];
    case 'mapping-polling':
      return []; // Published once a minute: see mapping-polls.ts
    case 'queue-activity':
    case 'queue-depth':
      return []; // SQS publishes once a minute: see queue-metrics.ts
  }
}

// AWS publishes a 0 for what did not happen, so that Average is a rate.
function invocationMetrics(event: LambdaInvocation): MetricDatum[] {
  return publish('AWS/Lambda', event.timestamp, functionDimensions(event), [
    ['Invocations', 'Count', 1],
    ['Errors', 'Count', event.outcome === 'success' ? 0 : 1],
    ['Throttles', 'Count', 0],
    ['Duration', 'Milliseconds', event.durationMs],
  ]);
}

function throttleMetrics(event: LambdaThrottle): MetricDatum[] {
  return publish('AWS/Lambda', event.timestamp, functionDimensions(event), [
    ['Throttles', 'Count', 1],
  ]);
}

function concurrencyMetrics(event: LambdaConcurrency): MetricDatum[] {
  const { timestamp, functionName: FunctionName, concurrent, claimed } = event;
  return [
    ...publish(
      'AWS/Lambda',
      timestamp,
      [{ FunctionName }],
      [['ConcurrentExecutions', 'Count', concurrent]],
    ),
    ...publish('AWS/Lambda', timestamp, [{}], [['ClaimedAccountConcurrency', 'Count', claimed]]),
  ];
}

function mappingMetrics(event: MappingBatch): MetricDatum[] {
  return publish(
    'AWS/Lambda',
    event.timestamp,
    [{ EventSourceMappingUUID: event.mappingId }],
    [
      ['PolledEventCount', 'Count', event.polled],
      ['InvokedEventCount', 'Count', event.invoked],
      ['FailedInvokeEventCount', 'Count', event.failed],
      ['DeletedEventCount', 'Count', event.deleted],
    ],
  );
}

function apiMetrics(event: ApiRequest): MetricDatum[] {
  const { apiName: ApiName, stage: Stage, method: Method, resource: Resource, status } = event;
  const isClientError = event.isStatusModified || (status >= 400 && status < 500);
  const sets: Dimensions[] = [{ ApiName }, { ApiName, Stage }];
  if (Resource && event.hasMethodMetrics) sets.push({ ApiName, Stage, Method, Resource });
  return publish('AWS/ApiGateway', event.timestamp, sets, [
    ['Count', 'Count', 1],
    ['4XXError', 'Count', isClientError ? 1 : 0],
    ['5XXError', 'Count', !isClientError && status >= 500 ? 1 : 0],
    ['Latency', 'Milliseconds', event.latencyMs],
    ...(event.integrationLatencyMs === undefined
      ? []
      : [['IntegrationLatency', 'Milliseconds', event.integrationLatencyMs] as const]),
  ]);
}

function functionDimensions({ functionName, alias }: LambdaInvocation | LambdaThrottle) {
  const resource = alias ? `${functionName}:${alias}` : functionName;
  return [
    {},
    { FunctionName: functionName },
    { FunctionName: functionName, Resource: resource },
  ] satisfies Dimensions[];
}

function publish(
  namespace: string,
  timestamp: number,
  sets: readonly Dimensions[],
  readings: Readings,
): MetricDatum[] {
  return sets.flatMap((dimensions) =>
    readings.map(([name, unit, value]) => ({
      namespace,
      name,
      unit,
      dimensions,
      timestamp,
      values: [value],
    })),
  );
}
