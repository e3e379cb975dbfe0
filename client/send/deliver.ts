import type { WebhookRequest } from '../../service/webhook/request.ts';
import { searchOf } from '../example-webhook/search-of.ts';

/** What the gateway or the function answered. */
export interface Answer {
  readonly status: number;
  readonly milliseconds: number;
  /** Where the answer names it. */
  readonly deliveryId?: string;
  /** Of problem details (RFC 9457). */
  readonly reason?: string;
  readonly detail?: string;
  readonly trackingId?: string;
  /** What else it says. */
  readonly text?: string;
}

/** Makes the request. @throws what `fetch` throws where there is no answer within 30 s */
export async function deliver(
  url: string,
  { method, headers, query, body }: WebhookRequest,
): Promise<Answer> {
  const sentAt = performance.now();
  const answer = await fetch(url + searchOf(query), {
    method,
    headers,
    body: method === 'GET' ? null : new Uint8Array(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  const milliseconds = Math.round(performance.now() - sentAt);
  return { status: answer.status, milliseconds, ...read(text) };
}

const longestText = 500;

function read(text: string): Omit<Answer, 'status' | 'milliseconds'> {
  if (text === '') return {};
  const json = Object(parse(text));
  const { deliveryId, detail, trackingId } = json;
  if (typeof deliveryId === 'string') return { deliveryId };
  const reason = /^urn:spillway:rejection:(.+)$/.exec(String(json.type))?.[1];
  if (reason === undefined) return { text: text.slice(0, longestText) };
  return { reason, detail: String(detail), trackingId: String(trackingId) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
