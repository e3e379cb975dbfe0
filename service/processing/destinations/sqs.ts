import type { SqsDestinationConfig } from '../../webhook/destination-config.ts';
import { encodeBody } from '../../webhook/envelope.ts';
import type { Deliver } from '../delivery.ts';

export interface QueueMessage {
  readonly queueUrl: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Returns once SQS has stored it. @throws PermanentError for what SQS will never take */
export type SendToQueue = (message: QueueMessage) => Promise<void>;

/** The body as it came in, as base64 where it is no text; all else as message attributes. */
export function createSqsDestination(
  { queueUrl }: SqsDestinationConfig,
  sendToQueue: SendToQueue,
): Deliver {
  return async ({ deliveryId, source, type, receivedAt, contentType, body }) => {
    const { body: text = '', bodyEncoding } = encodeBody(body);
    await sendToQueue({
      queueUrl,
      body: text,
      attributes: {
        ...{ deliveryId, source, type, receivedAt, contentType },
        ...(bodyEncoding === undefined ? {} : { bodyEncoding }),
      },
    });
  };
}
