import { buildFauxqs } from '../local/aws/fauxqs/build-fauxqs.ts';
import type { SqsMessage, SqsStore } from '../local/aws/fauxqs/stores.ts';

/** The queues and the bucket of stage `dev`, as `npm start` runs them, to be looked into. */
export interface QueueFixture {
  readonly endpoint: string;
  sendMessage(
    queueName: string,
    body: string,
    options?: Attributes,
  ): { readonly messageId: string };
  inspectQueue: SqsStore['inspectQueue'];
  purge(queueName: string): void;
  /** Receives all of the intake queue as often as SQS allows, so that it moves them. */
  exhaust(): void;
  /** Shows what was hidden, where its time is over. */
  processTimers(): void;
  deleteBucket(): void;
  stop(): Promise<void>;
}

interface Attributes {
  readonly messageAttributes?: SqsMessage['messageAttributes'];
}

const accountId = '000000000000';
const maxReceiveCount = 5;
const intake = 'spillway-dev-intake';
const deadLetters = 'spillway-dev-dead-letters';

export async function startQueueFixture(region: string): Promise<QueueFixture> {
  const { app, stores, tasks } = await buildFauxqs({ region });
  const { sqsStore, s3Store } = stores;
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const arnOf = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;
  const create = (name: string, attributes: Record<string, string>) =>
    sqsStore.createQueue(name, `${endpoint}/${accountId}/${name}`, arnOf(name), attributes);
  const deadLetterTargetArn = create(deadLetters, {}).arn;
  create(intake, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) });
  const bucket = `spillway-dev-${accountId}-${region}`;
  s3Store.createBucket(bucket);
  const { createMessage } = sqsStore.constructor as unknown as {
    createMessage(body: string, attributes?: SqsMessage['messageAttributes']): SqsMessage;
  };
  return {
    endpoint,
    sendMessage(queueName, body, { messageAttributes } = {}) {
      const message = createMessage(body, messageAttributes);
      sqsStore.getQueueByArn(arnOf(queueName))?.enqueue(message);
      return message;
    },
    inspectQueue: (name) => sqsStore.inspectQueue(name),
    processTimers: () => sqsStore.processAllTimers(),
    exhaust() {
      const queue = sqsStore.getQueueByArn(arnOf(intake));
      for (let receive = 0; receive <= maxReceiveCount; receive++) {
        queue?.dequeue(10, 0, (arn) => sqsStore.getQueueByArn(arn));
        sqsStore.processAllTimers();
      }
    },
    deleteBucket: () => s3Store.deleteBucket(bucket),
    purge: (queueName) => sqsStore.getQueueByArn(arnOf(queueName))?.purge(),
    async stop() {
      tasks.stop();
      await app.close();
    },
  };
}
