import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { MalformedEnvelopeError, NewerEnvelopeError } from '../../service/errors.ts';
import { redriveAttribute } from '../../service/processing/redriven.ts';
import { type Envelope, parseEnvelope } from '../../service/webhook/envelope.ts';

/** A dead-letter queue, and how to reach it. */
export interface DeadLetterQueue {
  readonly sqs: SQSClient;
  readonly url: string;
  /**
   * How long a receive waits: on AWS only a long poll asks all of SQS's servers, so that an empty answer is the
   * end; the embedded stack has one.
   */
  readonly waitSeconds: number;
}

/** A message of the dead-letter queue while we hold it. */
export interface DeadLetter {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** When it was first sent to the intake queue; moving it here kept that. */
  readonly sentAt: number;
  /** Our own receives count too: SQS doesn't start again when it moves a message here. */
  readonly receiveCount: number;
  readonly attributes: NonNullable<Message['MessageAttributes']>;
  /** SQS moved it here after its last attempt; else somebody sent it, mostly processing itself. */
  readonly isMovedBySqs: boolean;
  /** The `AWSTraceHeader` that the sender set. */
  readonly traceHeader?: string;
}

/** Receives up to ten. They stay hidden from others for `holdSeconds`. */
export async function receiveDeadLetters(
  { sqs, url, waitSeconds }: DeadLetterQueue,
  { count, holdSeconds }: Record<'count' | 'holdSeconds', number>,
): Promise<readonly DeadLetter[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(10, count),
      VisibilityTimeout: holdSeconds,
      WaitTimeSeconds: waitSeconds,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages.map(toDeadLetter);
}

function toDeadLetter(message: Message): DeadLetter {
  const { MessageId, ReceiptHandle, Body, Attributes = {}, MessageAttributes = {} } = message;
  if (!MessageId || !ReceiptHandle || Body === undefined) {
    throw new Error('SQS returned a message without id, receipt handle or body');
  }
  const traceHeader = Attributes.AWSTraceHeader;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    sentAt: Number(Attributes.SentTimestamp ?? 0),
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 0),
    attributes: MessageAttributes,
    isMovedBySqs: Attributes.DeadLetterQueueSourceArn !== undefined,
    ...(traceHeader ? { traceHeader } : {}),
  };
}

/** Shows them to others again, at once. */
export async function giveBack(
  { sqs, url }: DeadLetterQueue,
  letters: readonly Pick<DeadLetter, 'receiptHandle'>[],
): Promise<void> {
  for (let start = 0; start < letters.length; start += 10) {
    const Entries = letters.slice(start, start + 10).map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** How many could not be deleted. */
export async function deleteDeadLetters(
  { sqs, url }: DeadLetterQueue,
  letters: readonly Pick<DeadLetter, 'receiptHandle'>[],
): Promise<number> {
  const Entries = letters.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
  }));
  if (Entries.length === 0) return 0;
  const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  return Failed.length;
}

export interface ReadLetter {
  readonly letter: DeadLetter;
  /** Absent for a message that can't be read. */
  readonly envelope?: Envelope;
  /** Why it can't be read. The text never quotes it. */
  readonly unreadable?: MalformedEnvelopeError | NewerEnvelopeError;
  /** The redrive that sent it through before. */
  readonly redrive?: string;
}

export function readLetter(letter: DeadLetter): ReadLetter {
  const mark = letter.attributes[redriveAttribute]?.StringValue;
  try {
    const envelope = parseEnvelope(letter.body);
    const redrive = mark ?? envelope.redrive;
    return { letter, envelope, ...(redrive === undefined ? {} : { redrive }) };
  } catch (error) {
    const unreadable = error as MalformedEnvelopeError | NewerEnvelopeError;
    return { letter, unreadable, ...(mark === undefined ? {} : { redrive: mark }) };
  }
}
