import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Resource, readProperties } from '../../boot/template/resources.ts';
import type { CallSqs } from './call-sqs.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const json = z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value));

/** The attributes that SQS has, by the names that CloudFormation shares with it. */
const queueProperties = z.object({
  QueueName: z.string(),
  DelaySeconds: text.optional(),
  FifoQueue: text.optional(),
  MaximumMessageSize: text.optional(),
  MessageRetentionPeriod: text.optional(),
  ReceiveMessageWaitTimeSeconds: text.optional(),
  RedriveAllowPolicy: json.optional(),
  RedrivePolicy: json.optional(),
  SqsManagedSseEnabled: text.optional(),
  VisibilityTimeout: text.optional(),
});

/** An attribute that the template no longer has stays as it was. */
export async function updateQueue(
  resource: Resource,
  before: Resource,
  callSqs: CallSqs,
): Promise<void> {
  const { QueueName: _, ...older } = readProperties(queueProperties, before);
  const { QueueName, ...Attributes } = readProperties(queueProperties, resource);
  if (isDeepStrictEqual(older, Attributes)) return;
  await callSqs('SetQueueAttributes', { QueueUrl: resource.ref, Attributes });
}

export async function createQueues(
  resources: readonly Resource[],
  callSqs: CallSqs,
): Promise<void> {
  for (const resource of resources) {
    const { QueueName, ...Attributes } = readProperties(queueProperties, resource);
    if (Attributes.FifoQueue === 'true') {
      throw new Error(`${QueueName} is a FIFO queue; the embedded stack has none.`);
    }
    await callSqs('CreateQueue', { QueueName, Attributes });
  }
}
