import { createHash } from 'node:crypto';
import type {
  DestinationConfig,
  HttpDestinationConfig,
} from '../../service/webhook/destination-config.ts';
import type { Arrival } from './arrivals.ts';
import { type ChatKind, judgeChat } from './judge-chat.ts';
import type { Message } from './messages.ts';
import { isSigned } from './verify-delivery.ts';

export interface SinkRequest {
  readonly destination: string;
  readonly method: string;
  /** The header's value; its name is in lower case. Empty without the header. */
  readonly header: (name: string) => string;
  readonly body: Buffer;
}

export interface SinkAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
}

/** A destination's verdict on a request, and its answer. */
export type Verdict = { readonly answer: SinkAnswer } & (
  | { readonly kind: 'arrival'; readonly arrival: Arrival }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'refusal'; readonly why: string }
);

/**
 * Judges as the destination itself would: a chat service looks at the message, which nobody signs; every other one,
 * one that is not configured among them, at the signature.
 *
 * @param secrets the valid signing secrets of the destination; none for an unknown one
 */
export function judgeRequest(
  request: SinkRequest,
  config: DestinationConfig | undefined,
  secrets: readonly string[],
): Verdict {
  return config?.type === 'slack' || config?.type === 'discord'
    ? judgeChatPost(request, config.type)
    : judgeDelivery(request, config?.type === 'http' ? config : {}, secrets);
}

function judgeChatPost({ destination, method, body }: SinkRequest, kind: ChatKind): Verdict {
  if (method !== 'POST') return refuse(405, `${method} instead of POST`);
  const { title, ...answer } = judgeChat(kind, body);
  if (title === undefined) {
    return { kind: 'refusal', answer, why: `no message as ${kind} takes it` };
  }
  const arrivedAt = new Date().toISOString();
  const message = { kind, destination, title, arrivedAt, bytes: body.length };
  return { kind: 'message', answer, message };
}

function judgeDelivery(
  { destination, method, header, body }: SinkRequest,
  config: Pick<HttpDestinationConfig, 'method' | 'headers'>,
  secrets: readonly string[],
): Verdict {
  const signed = {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
  };
  if (!isSigned(body, signed, secrets, Date.now())) return refuse(401, 'bad signature');
  const { method: expected = method, headers = {} } = config;
  if (method !== expected) return refuse(405, `${method} instead of ${expected}`);
  const missing = Object.keys(headers).find((name) => header(name.toLowerCase()) === '');
  if (missing !== undefined) return refuse(401, `no header ${missing}`);
  const arrival: Arrival = {
    deliveryId: signed.id,
    destination,
    source: header('spillway-source'),
    type: header('spillway-type'),
    receivedAt: header('spillway-received-at'),
    arrivedAt: new Date().toISOString(),
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  };
  return { kind: 'arrival', answer: { status: 204 }, arrival };
}

function refuse(status: number, why: string): Verdict {
  const answer = { status, contentType: 'application/json', body: JSON.stringify({ error: why }) };
  return { kind: 'refusal', answer, why };
}
