import type { SqsDestinationConfig } from '../../webhook/destination-config.ts';
import { encodeBody } from '../../webhook/envelope.ts';
import type { Deliver } from '../delivery.ts';
import { unserializable } from '../serialize.ts';

export interface QueueMessage {
  readonly queueUrl: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Returns once SQS has stored the message. @throws errors that `withServiceFailures` knows */
export type SendToQueue = (message: QueueMessage) => Promise<void>;

/**
 * Sends the body as it came in, or as base64 if it is not text. Everything else goes into message attributes,
 * without control characters, which SQS refuses.
 */
export function createSqsDestination(
  { queueUrl }: SqsDestinationConfig,
  sendToQueue: SendToQueue,
): Deliver {
  return async ({ deliveryId, source, type, receivedAt, contentType, body }) => {
    const { body: text = '', bodyEncoding } = encodeBody(body);
    if (text === '') throw unserializable('SQS takes no empty message');
    await sendToQueue({
      queueUrl,
      body: text,
      attributes: attributesOf({ deliveryId, source, type, receivedAt, contentType, bodyEncoding }),
    });
  };
}

function attributesOf(
  fields: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const printable = Object.entries(fields).map(([name, value = '']) => [
    name,
    value.replace(/\p{C}/gu, ' '),
  ]);
  return Object.fromEntries(printable.filter(([, value]) => value !== ''));
}
