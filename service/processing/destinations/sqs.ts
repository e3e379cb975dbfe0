import type { SqsDestinationConfig } from '../../webhook/destination-config.ts';
import { encodeBody } from '../../webhook/envelope.ts';
import type { Deliver } from '../delivery.ts';
import { unserializable } from '../serialize.ts';

export interface QueueMessage {
  readonly queueUrl: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Returns once SQS has stored it. @throws what `withServiceFailures` knows */
export type SendToQueue = (message: QueueMessage) => Promise<void>;

/**
 * The body as it came in, as base64 where it is no text; all else as message attributes, without what SQS takes in none:
 * control characters.
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
