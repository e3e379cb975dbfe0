import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { findQueue } from '../../client/stage/queues.ts';
import { type Envelope, parseEnvelope, writeEnvelope } from '../../service/webhook/envelope.ts';
import type { Injection } from './drill.ts';

interface Age {
  /** How long they have waited for their first attempt. */
  readonly waitedSeconds?: number;
  /** How long ago they were put back first. */
  readonly parkedSeconds?: number;
}

const mostAtOnce = 200;

/**
 * The functions' own clock can't run faster: webhooks that wait in the intake queue are put there once more, as they
 * would be if they had waited for so long.
 */
export function ageWaiting(age: Age): Injection {
  return {
    says: describe(age),
    async call({ clients: { sqs }, stage }) {
      const queue = await findQueue(sqs, stage.name, 'intake');
      for (let left = mostAtOnce; left > 0; ) {
        const taken = await receive(sqs, queue);
        if (taken.length === 0 && left < mostAtOnce) return;
        for (const message of taken) await putBack(sqs, queue, message, age);
        left -= taken.length;
      }
    },
  };
}

function describe({ waitedSeconds, parkedSeconds }: Age): string {
  return parkedSeconds === undefined
    ? `what waits has waited for ${waitedSeconds} s`
    : `what waits was put back ${parkedSeconds} s ago`;
}

async function receive(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  return Messages;
}

async function putBack(sqs: SQSClient, QueueUrl: string, message: Message, age: Age) {
  const { Body = '', ReceiptHandle } = message;
  const MessageBody = writeEnvelope(aged(parseEnvelope(Body), age));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
}

function aged(envelope: Envelope, { waitedSeconds, parkedSeconds }: Age): Envelope {
  const seconds = waitedSeconds ?? parkedSeconds ?? 0;
  const then = new Date(Date.now() - 1000 * seconds).toISOString();
  const parked = parkedSeconds === undefined ? {} : { parkedSince: then };
  return { ...envelope, receivedAt: then, ...parked };
}
