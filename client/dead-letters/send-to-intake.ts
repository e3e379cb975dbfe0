import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { redriveAttribute } from '../../service/processing/redriven.ts';
import type { DeadLetter } from './dead-letter.ts';

// SQS's limit for a batch, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
const batchLimitBytes = 1_048_576;
const markBytes = 64; // its name, type and UUID

/** What processing says of a failure, or did (`deliveryId`): it is over, and what fails next has its own. */
const failureAttributes = new Set([
  'reason',
  'fingerprint',
  'attempts',
  'failed',
  'firstError',
  'lastError',
  'source',
  'deliveryId',
  'destination',
  'version',
]);

/**
 * Sends up to ten, with the run's mark, in as few batches as their size allows. Yields those of each batch that
 * SQS has stored, before it sends the next.
 */
export async function* sendToIntake(
  sqs: SQSClient,
  intakeUrl: string,
  letters: readonly DeadLetter[],
  runId: string,
): AsyncGenerator<readonly DeadLetter[]> {
  for (const part of splitByBytes(letters)) {
    const { Successful = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: intakeUrl,
        Entries: part.map((letter, index) => toEntry(letter, String(index), runId)),
      }),
    );
    yield Successful.flatMap(({ Id }) => part[Number(Id)] ?? []);
  }
}

function toEntry(letter: DeadLetter, id: string, runId: string): SendMessageBatchRequestEntry {
  const { body, traceHeader } = letter;
  const mark = { DataType: 'String', StringValue: runId };
  return {
    Id: id,
    MessageBody: body,
    MessageAttributes: { ...keptAttributes(letter), [redriveAttribute]: mark },
    ...(traceHeader
      ? {
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: 'String', StringValue: traceHeader },
          },
        }
      : {}),
  };
}

function keptAttributes({ attributes }: DeadLetter): DeadLetter['attributes'] {
  if (attributes.fingerprint === undefined) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !failureAttributes.has(name)),
  );
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
function bytesOf(letter: DeadLetter): number {
  const attributeBytes = Object.entries(keptAttributes(letter)).map(
    ([name, { DataType = '', StringValue = '', BinaryValue }]) =>
      Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.byteLength ?? 0),
  );
  const own = Buffer.byteLength(letter.body) + markBytes;
  return attributeBytes.reduce((total, size) => total + size, own);
}
