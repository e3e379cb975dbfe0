import { isUtf8 } from 'node:buffer';
import { eventsScope, eventsSource } from '../webhook/configuration.ts';
import { parseJson } from '../webhook/json-body.ts';
import type { RejectionReason } from '../webhook/rejection.ts';
import type { WebhookRequest } from '../webhook/request.ts';
import { contentTypeOf } from './content-type.ts';
import { failureReason } from './failure-reason.ts';
import { type MessagePorts, messageFor, type RequestMarks } from './message-for.ts';
import type { Outcome, Refused } from './outcome.ts';

export interface ReceiveEventPorts extends MessagePorts {
  /** Returns only once the queue has stored the message. */
  readonly sendMessage: (message: string) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @param claims from the token that the gateway verified; never anything that the caller can write */
export type ReceiveEvent = (
  claims: unknown,
  request: WebhookRequest,
  marks: RequestMarks,
) => Promise<Outcome>;

/**
 * Takes an event of the user's own services to the queue: authorize → identify → check → enqueue. Never throws.
 * After that, the event is a webhook of the source `events`.
 */
export function createReceiveEvent(ports: ReceiveEventPorts): ReceiveEvent {
  return async (claims, request, marks) => {
    try {
      return await receiveFrom(ports, claims, request, marks);
    } catch (cause) {
      return { ...refuse(failureReason(cause)), cause };
    }
  };
}

async function receiveFrom(
  ports: ReceiveEventPorts,
  claims: unknown,
  request: WebhookRequest,
  marks: RequestMarks,
): Promise<Outcome> {
  const client = authorizedClient(claims);
  if (client === undefined) return refuse('token-refused');
  if (request.method !== 'POST') return refuse('method-not-allowed');

  const key = idempotencyKey(request);
  if (key === undefined) return refuse('idempotency-key-missing');
  const { body } = request;
  if (body.length === 0) return refuse('body-empty');
  const type = eventType(body);
  if (type === undefined) return refuse('event-malformed');

  // The key is scoped to its service: another service that happens to choose the same key is not deduplicated.
  const deliveryId = `${client}:${key}`;
  const message = await messageFor(ports, {
    source: eventsSource,
    provider: 'service',
    deliveryId,
    type,
    receivedAt: marks.requestTime ?? ports.now(),
    contentType: contentType(request),
    headers: { 'spillway-client-id': client },
    ...marks,
    body,
  });
  if (message === undefined) return refuse('body-too-large');
  await ports.sendMessage(message);
  return {
    kind: 'accepted',
    source: eventsSource,
    status: 202,
    deliveryId,
    type,
    guessed: [],
    client,
    bytes: body.length,
  };
}

/**
 * The gateway lets nobody in without the scope. It is checked again here, so that a method deployed without its
 * authorizer does not become an open door.
 */
function authorizedClient(claims: unknown): string | undefined {
  if (typeof claims !== 'object' || claims === null) return undefined;
  const { token_use: use, scope: scopes, client_id: client } = claims as Record<string, unknown>;
  if (use !== 'access' || typeof scopes !== 'string' || typeof client !== 'string') {
    return undefined;
  }
  const needed = `${eventsScope.resourceServer}/${eventsScope.scope}`;
  const isAllowed = scopes.split(' ').includes(needed) && /^[\w+]{1,128}$/.test(client);
  return isAllowed ? client : undefined;
}

/** Bare or in double quotes: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
function idempotencyKey({ headers }: WebhookRequest): string | undefined {
  const pattern = /^("?)([A-Za-z0-9._:@/+=-]{1,64})\1$/;
  return pattern.exec(headers['idempotency-key'] ?? '')?.[2];
}

/** The type of a well-formed event: `{"type": text, "data": object, "timestamp"?: date, …}`. */
function eventType(body: Buffer): string | undefined {
  const event = isUtf8(body) ? parseJson(body) : undefined;
  if (!isObject(event) || !isObject(event.data)) return undefined;
  const { type, timestamp } = event;
  if (timestamp !== undefined && !isTimestamp(timestamp)) return undefined;
  return typeof type === 'string' && /^[A-Za-z0-9._:/-]{1,128}$/.test(type) ? type : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 3339, as in Standard Webhooks and CloudEvents. */
function isTimestamp(value: unknown): boolean {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
  return typeof value === 'string' && pattern.test(value) && !Number.isNaN(Date.parse(value));
}

/** The body is JSON, whatever content type the caller's HTTP client claims. */
function contentType({ headers }: WebhookRequest): string {
  const given = contentTypeOf(headers) ?? '';
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(given) ? given : 'application/json';
}

function refuse(reason: RejectionReason): Refused {
  return { kind: 'rejected', source: eventsSource, sender: undefined, reason };
}
