import { z } from 'zod';
import type { StackTemplate } from '../../../boot/template/open-template.ts';
import { TemplateError } from '../../../boot/template/resolver.ts';
import { type Resource, readProperties } from '../../../boot/template/resources.ts';
import type { StackAccess } from '../../iam/stack-access.ts';
import type { Observer } from '../../observer.ts';
import { createSqsCaller } from '../../sqs/call-sqs.ts';
import { findFunction, type InvokedFunctions } from '../create-functions.ts';
import { parseFunctionReference } from '../function-reference.ts';
import type { MachineSettings } from '../machine-settings.ts';
import { EventSourceMapping } from './event-source-mapping.ts';
import { refuseMapping, visibilityOf } from './mapping-rules.ts';
import type { MappingSettings } from './settings.ts';

const mappingProperties = z.object({
  EventSourceArn: z.string().regex(/^arn:aws:sqs:/, 'only queues'),
  FunctionName: z.string(),
  BatchSize: z.number().int().min(1).max(10_000).default(10),
  MaximumBatchingWindowInSeconds: z.number().int().min(0).max(300).default(0),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z
    .object({ MaximumConcurrency: z.number().int().min(2).max(1000).optional() })
    .optional(),
  FilterCriteria: z.never('not supported').optional(),
});

interface MappingParts extends Pick<StackTemplate, 'resources' | 'world'> {
  readonly iam: StackAccess;
  readonly functions: InvokedFunctions;
  readonly queueEndpoint: string;
  readonly machine: Pick<MachineSettings, 'maxPollers' | 'log'>;
  readonly observer: Observer;
}

/** From here on queues are polled. */
export function createMappings(parts: MappingParts, started: AsyncDisposableStack): void {
  const mapped = new Set<string>();
  for (const resource of parts.resources.ofType('AWS::Lambda::EventSourceMapping')) {
    const settings = readSettings(resource, parts);
    refuseSecond(settings, mapped);
    requirePolling(settings, parts);
    if (!readProperties(mappingProperties, resource).Enabled) continue;
    const { functionName } = settings;
    // The pollers call SQS in the role's name.
    const caller = createSqsCaller(parts.queueEndpoint, parts.iam.credentialsOf(functionName));
    const mapping = new EventSourceMapping({
      settings,
      invoke: findFunction(parts.functions, functionName),
      call: caller.call,
      observer: parts.observer,
      maxPollers: parts.machine.maxPollers,
      log: parts.machine.log,
    });
    // It waits for its batches; stopping the functions, which comes next, ends those.
    started.defer(() => {
      void mapping.stop().finally(caller.close);
    });
  }
}

const polling = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/** As CreateEventSourceMapping does: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#events-sqs-permissions */
function requirePolling({ functionName, queueArn }: MappingSettings, { iam }: MappingParts): void {
  for (const call of polling) {
    const need = { action: `sqs:${call}`, resource: queueArn };
    const refused = iam.checkFunction(functionName, need);
    if (refused === undefined) continue;
    throw new TemplateError(
      `The function execution role does not have permissions to call ${call} on SQS: ${refused.message}`,
    );
  }
}

/** As CreateEventSourceMapping does. */
function refuseSecond({ functionName, alias, queueArn }: MappingSettings, mapped: Set<string>) {
  const pair = `${queueArn} ${functionName}:${alias ?? '$LATEST'}`;
  if (mapped.has(pair)) {
    throw new TemplateError(
      `ResourceConflictException: an event source mapping of ${queueArn} to ${functionName} exists already`,
    );
  }
  mapped.add(pair);
}

/** The id of the mapping between a function and a queue: a dimension of its metrics. */
export function findMappingId(
  resources: readonly Resource[],
  functionName: string,
  queueName: string,
): string | undefined {
  return resources.find((resource) => {
    const properties = readProperties(mappingProperties, resource);
    return (
      properties.EventSourceArn.endsWith(`:${queueName}`) &&
      parseFunctionReference(properties.FunctionName).functionName === functionName
    );
  })?.ref;
}

function readSettings(resource: Resource, parts: MappingParts): MappingSettings {
  const properties = readProperties(mappingProperties, resource);
  const queueName = properties.EventSourceArn.split(':').at(-1) ?? '';
  const { region, accountId } = parts.world;
  const maxConcurrency = properties.ScalingConfig?.MaximumConcurrency;
  const reference = parseFunctionReference(properties.FunctionName);
  const mapped = findMappedFunction(reference.functionName, parts.resources);
  const lasting = {
    batchSize: properties.BatchSize,
    batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
    functionTimeoutSeconds: mapped.Timeout,
    ...findQueue(queueName, parts.resources),
  };
  refuseMapping(lasting);
  return {
    ...reference,
    functionArn: `arn:aws:lambda:${region}:${accountId}:function:${reference.functionName}`,
    endsLoops: mapped.RecursiveLoop === 'Terminate',
    queueName,
    queueUrl: `${parts.queueEndpoint}/${accountId}/${queueName}`,
    queueArn: properties.EventSourceArn,
    region,
    batchSize: properties.BatchSize,
    batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
    visibilitySeconds: visibilityOf(lasting),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    hasPartialFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
  };
}

const mappedFunction = z.object({
  FunctionName: z.string().optional(),
  Timeout: z.number().default(3),
  RecursiveLoop: z.enum(['Allow', 'Terminate']).default('Terminate'),
});

function findMappedFunction(functionName: string, resources: MappingParts['resources']) {
  const found = resources
    .ofType('AWS::Lambda::Function')
    .map((resource) => readProperties(mappedFunction, resource))
    .find(({ FunctionName }) => FunctionName === functionName);
  if (found !== undefined) return found;
  throw new TemplateError(`The template declares no function ${functionName}.`);
}

const mappedQueue = z.object({
  QueueName: z.string().optional(),
  VisibilityTimeout: z.coerce.number().default(30),
  FifoQueue: z.stringbool().or(z.boolean()).default(false),
});

function findQueue(queueName: string, resources: MappingParts['resources']) {
  const found = resources
    .ofType('AWS::SQS::Queue')
    .map((resource) => readProperties(mappedQueue, resource))
    .find(({ QueueName }) => QueueName === queueName);
  if (found === undefined) throw new TemplateError(`The template declares no queue ${queueName}.`);
  return { queueVisibilitySeconds: found.VisibilityTimeout, isFifo: found.FifoQueue };
}
