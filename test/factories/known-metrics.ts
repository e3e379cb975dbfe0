import { metricNamespace, metrics } from '../../service/telemetry/metric-names.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/** Namespace, name, then names and values of the dimensions: as in a dashboard's body. */
export type MetricReference = readonly string[];

interface Published {
  /** Dimension names, sorted, joined by a comma. */
  readonly dimensions: readonly string[];
  readonly metrics: readonly string[];
}

/** What AWS publishes for the resources that we deploy: the metrics that we use, and their dimensions. */
const publishedByAws: Readonly<Record<string, Published>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': {
    dimensions: ['QueueName'],
    metrics: [
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesDelayed',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesVisible',
      'NumberOfEmptyReceives',
      'NumberOfMessagesDeleted',
      'NumberOfMessagesReceived',
      'NumberOfMessagesSent',
      'SentMessageSize',
    ],
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': {
    dimensions: ['', 'FunctionName', 'EventSourceMappingUUID'],
    metrics: [
      'ClaimedAccountConcurrency',
      'ConcurrentExecutions',
      'DeletedEventCount',
      'Duration',
      'Errors',
      'FailedInvokeEventCount',
      'InvokedEventCount',
      'Invocations',
      'PolledEventCount',
      'Throttles',
    ],
  },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
  'AWS/ApiGateway': {
    dimensions: ['ApiName', 'ApiName,Stage'],
    metrics: ['4XXError', '5XXError', 'Count', 'IntegrationLatency', 'Latency'],
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
  'AWS/Logs': {
    dimensions: ['LogGroupName'],
    metrics: ['EMFParsingErrors', 'EMFValidationErrors', 'IncomingBytes', 'IncomingLogEvents'],
  },
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  'AWS/DynamoDB': {
    dimensions: ['TableName'],
    metrics: ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'],
  },
};

/** Published by Powertools, once for each execution environment. */
const coldStart: Published = { metrics: ['ColdStart'], dimensions: ['function_name,service'] };

/** The dimensions whose values name something in the stack. */
const naming = [
  ...[
    'QueueName',
    'FunctionName',
    'EventSourceMappingUUID',
    'ApiName',
    'LogGroupName',
    'TableName',
  ],
  ...['function_name', 'service'],
];

/** Says what is wrong with a metric that nobody publishes, or that belongs to nothing in the stack. */
export function findUnknownMetric(
  reference: MetricReference,
  stack: SynthesizedStack,
): string | undefined {
  const [namespace = '', name = '', ...rest] = reference;
  const dimensions = new Map(pairs(rest));
  const keys = [...dimensions.keys()].toSorted().join(',');
  const published = namespace === metricNamespace ? ours(name) : publishedByAws[namespace];
  if (!published?.metrics.includes(name)) return `${namespace} ${name} is published by nobody`;
  if (!published.dimensions.includes(keys)) return `${name} has no dimensions ${keys}`;
  const deployed = deployedNames(stack);
  const stranger = naming.find((key) => {
    const value = dimensions.get(key);
    return value !== undefined && !deployed.has(value);
  });
  return stranger && `${stranger} ${dimensions.get(stranger)} is not deployed`;
}

function ours(name: string): Published {
  if (coldStart.metrics.includes(name)) return coldStart;
  const known: Readonly<Record<string, { dimensions: readonly (readonly string[])[] }>> = metrics;
  const sets = known[name]?.dimensions ?? [];
  return {
    metrics: Object.keys(known),
    dimensions: [[], ...sets].map((set) => [...set, 'service'].toSorted().join(',')),
  };
}

function deployedNames(stack: SynthesizedStack): ReadonlySet<string> {
  return new Set([
    ...stack.ofType('AWS::SQS::Queue').map(({ properties }) => properties.QueueName),
    ...stack.ofType('AWS::Lambda::Function').map(({ properties }) => properties.FunctionName),
    ...stack.ofType('AWS::Lambda::EventSourceMapping').map(({ id }) => `<${id}>`),
    ...stack.ofType('AWS::ApiGateway::RestApi').map(({ properties }) => properties.Name),
    ...stack.ofType('AWS::Logs::LogGroup').map(({ properties }) => properties.LogGroupName),
    ...stack.ofType('AWS::DynamoDB::Table').map(({ properties }) => properties.TableName),
  ]);
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((key, index) =>
    index % 2 === 0 ? [[key, flat[index + 1] ?? ''] satisfies [string, string]] : [],
  );
}
