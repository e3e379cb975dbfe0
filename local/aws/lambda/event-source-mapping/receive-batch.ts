import type { CallSqs } from '../../sqs/call-sqs.ts';
import type { MappingSettings } from './mapping-settings.ts';
import type { Batch } from './process-batch.ts';
import { receiveAnswer } from './sqs-message.ts';

/** SQS's limit for one ReceiveMessage. */
const receiveLimit = 10;
const longPollSeconds = 20;

/**
 * Polls until there is a batch: what the first receive brings and, with a batching window, what arrives in it.
 *
 * @returns no message when a long poll ended without any
 */
export async function receiveBatch(
  call: CallSqs,
  settings: MappingSettings,
  signal: AbortSignal,
): Promise<Batch> {
  const receive = async (count: number, waitSeconds: number) => {
    const answer = await call(
      'ReceiveMessage',
      {
        QueueUrl: settings.queueUrl,
        MaxNumberOfMessages: Math.min(receiveLimit, count),
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: settings.visibilitySeconds,
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
      signal,
    );
    return receiveAnswer.parse(answer).Messages;
  };
  const messages = await receive(settings.batchSize, longPollSeconds);
  const began = performance.now();
  const end = began + settings.batchingWindowSeconds * 1000;
  while (messages.length > 0 && messages.length < settings.batchSize) {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) break;
    messages.push(...(await receive(settings.batchSize - messages.length, left)));
  }
  return { messages, visibleAt: began + settings.visibilitySeconds * 1000 };
}
