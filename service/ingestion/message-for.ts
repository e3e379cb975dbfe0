import { createHash } from 'node:crypto';
import { bodyKey } from '../webhook/body-key.ts';
import {
  type BodyReference,
  type Envelope,
  encodeBody,
  writeEnvelope,
} from '../webhook/envelope.ts';

export interface MessagePorts {
  /** The largest message in UTF-8 bytes. The body of a larger one goes to the store. */
  readonly messageLimitBytes: number;
  readonly storeBody: (key: string, body: Buffer, contentType: string) => Promise<BodyReference>;
}

/** What the gateway says about a request, besides what its caller sent. */
export interface RequestMarks {
  /** The id under which the gateway's log shows it. */
  readonly trackingId: string;
  /** The id under which X-Ray shows it. */
  readonly trace: string | undefined;
  /** When it came in, by AWS's clock: milliseconds since 1970. */
  readonly requestTime?: number | undefined;
}

/** The content of the envelope, with the body as it was sent. */
export interface MessageContent
  extends RequestMarks,
    Pick<Envelope, 'source' | 'provider' | 'deliveryId' | 'type' | 'contentType' | 'headers'> {
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly body: Buffer;
}

/**
 * Writes the queue's message. The body is inside or, where that is too large, in the store.
 *
 * @returns `undefined` when even the message without its body is too large
 */
export async function messageFor(
  ports: MessagePorts,
  content: MessageContent,
): Promise<string | undefined> {
  const { body, contentType } = content;
  const fits = (text: string) => Buffer.byteLength(text) <= ports.messageLimitBytes;
  if (body.length < ports.messageLimitBytes) {
    const whole = write(content, encodeBody(body));
    if (fits(whole)) return whole;
  }
  const bodyRef = await ports.storeBody(keyOf(content), body, contentType);
  const reference = write(content, { bodyRef });
  return fits(reference) ? reference : undefined;
}

function write(
  content: MessageContent,
  body: Pick<Envelope, 'body' | 'bodyEncoding' | 'bodyRef'>,
): string {
  const { deliveryId, source, provider, type, receivedAt, contentType, headers } = content;
  const { trackingId, trace } = content;
  return writeEnvelope({
    v: 1,
    deliveryId,
    source,
    provider,
    type,
    receivedAt: new Date(receivedAt).toISOString(),
    contentType,
    headers,
    trackingId,
    ...(trace === undefined ? undefined : { trace }),
    ...body,
  });
}

function keyOf({ source, receivedAt, body }: MessageContent): string {
  const day = new Date(receivedAt).toISOString().slice(0, 10);
  return bodyKey(source, day, createHash('sha256').update(body).digest('hex'));
}
