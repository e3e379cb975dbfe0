import type { RequestParameters } from '../request-parameters.ts';
import { because, type ResourceType } from '../resource-type.ts';

const all = (...emulated: readonly string[]): ResourceType => ({ emulated, ignored: {} });

const message = [
  'MessageBody',
  'DelaySeconds',
  'MessageAttributes',
  'MessageDeduplicationId',
  'MessageGroupId',
  'MessageSystemAttributes.AWSTraceHeader',
] as const;

const attributes: ResourceType = {
  emulated: [
    'QueueName',
    'QueueUrl',
    'Attributes.ContentBasedDeduplication',
    'Attributes.DelaySeconds',
    'Attributes.FifoQueue',
    'Attributes.MaximumMessageSize',
    'Attributes.MessageRetentionPeriod',
    'Attributes.ReceiveMessageWaitTimeSeconds',
    'Attributes.RedriveAllowPolicy',
    'Attributes.RedrivePolicy',
    'Attributes.VisibilityTimeout',
  ],
  ignored: {
    'Attributes.KmsMasterKeyId': because.unencrypted,
    'Attributes.Policy': 'policies are read from the template',
    'Attributes.SqsManagedSseEnabled': because.unencrypted,
    tags: because.tagged,
  },
};

/** Of SQS by fauxqs, and of the move tasks that are our own. */
export const sqsParameters: RequestParameters = {
  CancelMessageMoveTask: all('TaskHandle'),
  ChangeMessageVisibility: all('QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'),
  ChangeMessageVisibilityBatch: all(
    'QueueUrl',
    ...['Entries[].Id', 'Entries[].ReceiptHandle', 'Entries[].VisibilityTimeout'],
  ),
  CreateQueue: attributes,
  DeleteMessage: all('QueueUrl', 'ReceiptHandle'),
  DeleteMessageBatch: all('QueueUrl', 'Entries[].Id', 'Entries[].ReceiptHandle'),
  DeleteQueue: all('QueueUrl'),
  GetQueueAttributes: all('QueueUrl', 'AttributeNames'),
  GetQueueUrl: {
    emulated: ['QueueName'],
    ignored: { QueueOwnerAWSAccountId: 'all queues are of one account' },
  },
  ListMessageMoveTasks: all('SourceArn', 'MaxResults'),
  ListQueues: all('QueueNamePrefix', 'MaxResults', 'NextToken'),
  PurgeQueue: all('QueueUrl'),
  ReceiveMessage: all(
    ...['QueueUrl', 'MaxNumberOfMessages', 'VisibilityTimeout', 'WaitTimeSeconds'],
    ...['AttributeNames', 'MessageAttributeNames', 'MessageSystemAttributeNames'],
  ),
  SendMessage: all('QueueUrl', ...message),
  SendMessageBatch: all(
    'QueueUrl',
    'Entries[].Id',
    ...message.map((parameter) => `Entries[].${parameter}`),
  ),
  SetQueueAttributes: attributes,
  StartMessageMoveTask: all('SourceArn', 'DestinationArn', 'MaxNumberOfMessagesPerSecond'),
};
