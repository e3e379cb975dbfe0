import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

export type QueueRole = 'intake' | 'dead-letters';

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** How long SQS keeps a message, counted from when it was first sent. */
  readonly retentionSeconds: number;
}

export function queueName(stage: string, role: QueueRole): string {
  return `spillway-${stage}-${role}`;
}

export async function findQueue(sqs: SQSClient, stage: string, role: QueueRole): Promise<string> {
  const QueueName = queueName(stage, role);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  if (!QueueUrl) throw new Error(`SQS gave no URL for ${QueueName}`);
  return QueueUrl;
}

/** @param queueUrl `https://sqs.<region>.amazonaws.com/<account>/<queue>` */
export function accountOf(queueUrl: string): string | undefined {
  return new URL(queueUrl).pathname.split('/')[1];
}

export async function readArn(sqs: SQSClient, queueUrl: string): Promise<string> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  if (!Attributes?.QueueArn) throw new Error(`SQS gave no ARN for ${queueUrl}`);
  return Attributes.QueueArn;
}

/** SQS's counts are approximate: they may lag by a minute. */
export async function readDepth(sqs: SQSClient, queueUrl: string): Promise<QueueDepth> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
        'MessageRetentionPeriod',
      ],
    }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    retentionSeconds: Number(Attributes.MessageRetentionPeriod ?? 0),
  };
}
