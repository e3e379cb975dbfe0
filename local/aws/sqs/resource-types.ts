import { because, type ResourceTypes } from '../resource-type.ts';

export const sqsTypes: ResourceTypes = {
  'AWS::SQS::Queue': {
    emulated: [
      'QueueName',
      'DelaySeconds',
      'FifoQueue',
      'MaximumMessageSize',
      'MessageRetentionPeriod',
      'ReceiveMessageWaitTimeSeconds',
      'RedriveAllowPolicy',
      'RedrivePolicy',
      'SqsManagedSseEnabled',
      'VisibilityTimeout',
    ],
    ignored: { KmsMasterKeyId: because.unencrypted, Tags: because.tagged },
  },
  'AWS::SQS::QueuePolicy': { emulated: ['Queues', 'PolicyDocument'], ignored: {} },
};
