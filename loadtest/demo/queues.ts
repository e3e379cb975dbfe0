import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { BacklogSample } from '../run-record.ts';
import type { StackDescription } from '../target.ts';

export interface Queues {
  readonly sampleBacklog: () => Promise<BacklogSample>;
  /** The delivery ids of all dead letters. They stay in their queue. */
  readonly readDeadLetters: () => Promise<readonly string[]>;
  readonly close: () => void;
}

const envelope = z.object({ deliveryId: z.string() });
const most = 100_000;

export async function openQueues({ env, stage }: StackDescription): Promise<Queues> {
  const sqs = new SQSClient({
    ...(env.AWS_ENDPOINT_URL_SQS && { endpoint: env.AWS_ENDPOINT_URL_SQS }),
    region: env.AWS_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? 'embedded',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? 'embedded',
    },
  });
  const urlOf = async (name: string) => {
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: `spillway-${stage}-${name}` }),
    );
    return QueueUrl;
  };
  const [intake, deadLetters] = await Promise.all([urlOf('intake'), urlOf('dead-letters')]);
  return {
    sampleBacklog: () => sampleBacklog(sqs, intake),
    readDeadLetters: () => readDeliveryIds(sqs, deadLetters),
    close: () => sqs.destroy(),
  };
}

async function sampleBacklog(sqs: SQSClient, QueueUrl: string | undefined): Promise<BacklogSample> {
  const at = performance.timeOrigin + performance.now();
  const { Attributes: counts = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const waiting =
    Number(counts.ApproximateNumberOfMessages) + Number(counts.ApproximateNumberOfMessagesDelayed);
  return { at, waiting, inFlight: Number(counts.ApproximateNumberOfMessagesNotVisible) };
}

async function readDeliveryIds(
  sqs: SQSClient,
  QueueUrl: string | undefined,
): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < most) {
    const { Messages = [] } = await sqs.send(
      // Hidden for longer than reading takes, so that none is read twice.
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 300 }),
    );
    if (Messages.length === 0) return ids;
    ids.push(...Messages.map(({ Body = '' }) => deliveryIdIn(Body)));
  }
  throw new Error(`More than ${most} dead letters`);
}

/** Must not throw: a letter may be dead because nobody can read it. */
function deliveryIdIn(body: string): string {
  try {
    return envelope.parse(JSON.parse(body)).deliveryId;
  } catch {
    return 'unreadable';
  }
}
