import { randomUUID } from 'node:crypto';
import {
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type DeadLetter, giveBack, receiveDeadLetters } from './dead-letter.ts';

export interface RedriveOptions {
  readonly deadLetterUrl: string;
  readonly intakeUrl: string;
  readonly ratePerSecond: number;
  readonly limit: number;
  readonly onProgress?: (moved: number) => void;
  /** Ends the redrive after the batch at hand. */
  readonly signal?: AbortSignal;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface RedriveResult {
  readonly moved: number;
  /** Refused by SQS; they stay in the dead-letter queue. */
  readonly refused: number;
  /** Sent, but SQS would not delete them: they will be there twice. */
  readonly doubled: number;
  /** Redriven, failed again, and back already. They stay. */
  readonly returned: number;
  readonly stopped: 'drained' | 'limit' | 'interrupted';
}

// Time enough to send and delete ten; what a killed redrive holds comes back after it.
const holdSeconds = 60;
// A long poll asks all of SQS's servers, so that one empty answer is the end.
const emptyReceivesToEnd = 1;
// SQS's limit for a batch, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
const batchLimitBytes = 1_048_576;

/** Marks what this run sent, so that it is known when it comes back. */
const runAttribute = 'spillway-redrive';
const runAttributeBytes = 64; // its name, type and UUID

/**
 * Moves dead letters to the intake queue, each one sent before it is deleted: a redrive that is killed loses
 * nothing, and doubles at most the batch at hand (processing is at-least-once anyway).
 */
export async function redriveDeadLetters(
  sqs: SQSClient,
  options: RedriveOptions,
): Promise<RedriveResult> {
  const run = new Redrive(sqs, options);
  try {
    const stopped = await run.untilStopped();
    return { ...run.totals, stopped };
  } finally {
    await run.release();
  }
}

class Redrive {
  readonly totals = { moved: 0, refused: 0, doubled: 0, returned: 0 };
  readonly #sqs: SQSClient;
  readonly #options: RedriveOptions;
  readonly #runId = randomUUID();
  /** Received and not moved, by message id: given back at the end. */
  readonly #held = new Map<string, DeadLetter>();

  constructor(sqs: SQSClient, options: RedriveOptions) {
    this.#sqs = sqs;
    this.#options = options;
  }

  async untilStopped(): Promise<RedriveResult['stopped']> {
    const { limit, ratePerSecond, signal, now, sleep } = this.#options;
    for (let empty = 0; empty < emptyReceivesToEnd; ) {
      if (signal?.aborted) return 'interrupted';
      const count = Math.min(10, limit - this.totals.moved, Math.ceil(ratePerSecond));
      if (count <= 0) return 'limit';
      const startedAt = now();
      const letters = await this.#receive(count);
      empty = letters.length === 0 ? empty + 1 : 0;
      for (const part of splitByBytes(letters)) await this.#move(part);
      this.#options.onProgress?.(this.totals.moved);
      const dueAt = startedAt + (letters.length / ratePerSecond) * 1000;
      await sleep(Math.max(0, dueAt - now()));
    }
    return 'drained';
  }

  release(): Promise<void> {
    return giveBack(this.#sqs, this.#options.deadLetterUrl, [...this.#held.values()]);
  }

  /** What has not been tried in this run yet. */
  async #receive(count: number): Promise<readonly DeadLetter[]> {
    const received = await receiveDeadLetters(this.#sqs, this.#options.deadLetterUrl, {
      count,
      holdSeconds,
      waitSeconds: 1,
    });
    const fresh = received.filter(({ messageId }) => !this.#held.has(messageId));
    for (const letter of received) this.#held.set(letter.messageId, letter);
    const eligible = fresh.filter(
      ({ attributes }) => attributes?.[runAttribute]?.StringValue !== this.#runId,
    );
    this.totals.returned += fresh.length - eligible.length;
    return eligible;
  }

  async #move(letters: readonly DeadLetter[]): Promise<void> {
    const { Successful = [] } = await this.#sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#options.intakeUrl,
        Entries: letters.map((letter, index) => toEntry(letter, String(index), this.#runId)),
      }),
    );
    const sent = Successful.map(({ Id }) => letters[Number(Id)]).filter((one) => one !== undefined);
    this.totals.moved += sent.length;
    this.totals.refused += letters.length - sent.length;
    // Shown again, it would be moved twice.
    for (const { messageId } of sent) this.#held.delete(messageId);
    if (sent.length === 0) return;
    this.totals.doubled += await deleteAll(this.#sqs, this.#options.deadLetterUrl, sent);
  }
}

function toEntry(letter: DeadLetter, id: string, runId: string): SendMessageBatchRequestEntry {
  const { body, attributes, traceHeader } = letter;
  return {
    Id: id,
    MessageBody: body,
    MessageAttributes: {
      ...attributes,
      [runAttribute]: { DataType: 'String', StringValue: runId },
    },
    ...(traceHeader
      ? {
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: 'String', StringValue: traceHeader },
          },
        }
      : {}),
  };
}

/** How many could not be deleted. */
async function deleteAll(sqs: SQSClient, queueUrl: string, letters: readonly DeadLetter[]) {
  const { Failed = [] } = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: letters.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      })),
    }),
  );
  return Failed.length;
}

/** A batch may hold no more than one message may. */
function splitByBytes(letters: readonly DeadLetter[]): DeadLetter[][] {
  const parts: DeadLetter[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const letter of letters) {
    const size = bytesOf(letter);
    if (bytes + size > batchLimitBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(letter);
    bytes += size;
  }
  return parts;
}

/** As SQS counts: body, and name, type and value of each attribute. */
function bytesOf({ body, attributes = {} }: DeadLetter): number {
  const attributeBytes = Object.entries(attributes).map(
    ([name, { DataType = '', StringValue = '', BinaryValue }]) =>
      Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.byteLength ?? 0),
  );
  const own = Buffer.byteLength(body) + runAttributeBytes;
  return attributeBytes.reduce((total, size) => total + size, own);
}
