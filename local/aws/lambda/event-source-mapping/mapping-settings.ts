import { z } from 'zod';
import type { StackTemplate } from '../../../boot/template/open-template.ts';
import { TemplateError } from '../../../boot/template/resolver.ts';
import { type Resource, readProperties } from '../../../boot/template/resources.ts';
import { parseFunctionReference } from '../function-reference.ts';
import { refuseMapping, visibilityOf } from './mapping-rules.ts';

/** One `AWS::Lambda::EventSourceMapping`, resolved. */
export interface MappingSettings {
  /** Its UUID, a dimension of its metrics. */
  readonly id: string;
  readonly isEnabled: boolean;
  readonly functionName: string;
  readonly functionArn: string;
  /** `RecursiveLoop: Terminate` */
  readonly endsLoops: boolean;
  readonly alias?: string;
  readonly queueName: string;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** How long a batch that was received is the mapping's alone. */
  readonly visibilitySeconds: number;
  readonly maxConcurrency?: number;
  /** `ReportBatchItemFailures`; without it a batch succeeds or fails as a whole. */
  readonly hasPartialFailures: boolean;
}

/** What a mapping may be given, by a template as by the API. */
export const mappingProperties = z.object({
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

/** @throws TemplateError for what Lambda refuses, or the embedded stack can't run */
export function readMapping(resource: Resource, parts: MappedParts): MappingSettings {
  return createMapping(resource.ref, readProperties(mappingProperties, resource), parts);
}

type MappedParts = Pick<StackTemplate, 'resources' | 'world'> & { readonly queueEndpoint: string };

/** @throws TemplateError for what Lambda refuses */
export function createMapping(
  id: string,
  properties: z.output<typeof mappingProperties>,
  parts: MappedParts,
): MappingSettings {
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
    id,
    isEnabled: properties.Enabled,
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

function findMappedFunction(functionName: string, resources: StackTemplate['resources']) {
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

function findQueue(queueName: string, resources: StackTemplate['resources']) {
  const found = resources
    .ofType('AWS::SQS::Queue')
    .map((resource) => readProperties(mappedQueue, resource))
    .find(({ QueueName }) => QueueName === queueName);
  if (found === undefined) throw new TemplateError(`The template declares no queue ${queueName}.`);
  return { queueVisibilitySeconds: found.VisibilityTimeout, isFifo: found.FifoQueue };
}
