import { createHash, randomUUID } from 'node:crypto';
import { fieldOf, parseJson } from './json-body.ts';
import { isForm } from './media-type.ts';
import type { Rejected, RejectionReason } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { Place, Sender } from './sender.ts';

export type Identification =
  | { readonly kind: 'identified'; readonly deliveryId: string; readonly type: string }
  | Rejected;

/** Ids and types go to logs, message attributes and URLs: this many of these characters, nothing else. */
const typeLimit = 128;
const idPattern = /^[A-Za-z0-9._:@/+=-]{1,200}$/;

/**
 * Finds the delivery's id and the event's type. Call it only for a verified request: an id that a stranger
 * chose could block a genuine delivery.
 *
 * An id that is too long or has other characters than `A-Za-z0-9._:@/+=-` is replaced by its own hash, so that
 * it still identifies; such characters in a type become `_`. The JSON body is parsed only for senders that keep
 * the one or the other there.
 *
 * @param newId makes the id of senders that rightly send the same body again
 */
export function identifyDelivery(
  sender: Sender,
  source: string,
  request: WebhookRequest,
  newId: () => string = randomUUID,
): Identification {
  const json = lazily(() => parseJson(request.body));
  const form = lazily(() => formOf(request));
  const read = (place: Place) => valueAt(place, { source, request, json, form, newId });
  const id = firstOf(sender.deliveryId, read);
  if (id === undefined) return missing('delivery-id-missing', sender.deliveryId, json);
  const type = firstOf(sender.eventType, read);
  if (type === undefined) return missing('event-type-missing', sender.eventType, json);
  return {
    kind: 'identified',
    deliveryId: idPattern.test(id) ? id : hashOf(source, id),
    type: type.replace(/[^\x21-\x7e]/g, '_').slice(0, typeLimit),
  };
}

interface Delivery {
  readonly source: string;
  readonly request: WebhookRequest;
  readonly json: () => unknown;
  readonly form: () => URLSearchParams;
  readonly newId: () => string;
}

function valueAt(place: Place, delivery: Delivery): string | undefined {
  if (place === 'random') return delivery.newId();
  if (place === 'body-hash') return hashOf(delivery.source, delivery.request.body);
  if ('header' in place) return delivery.request.headers[place.header];
  if ('json' in place) return fieldOf(delivery.json(), place.json)?.toString();
  return 'form' in place ? (delivery.form().get(place.form) ?? undefined) : place.fixed;
}

function formOf(request: WebhookRequest): URLSearchParams {
  return new URLSearchParams(isForm(request.headers) ? request.body.toString('utf8') : '');
}

function firstOf(
  places: readonly Place[],
  read: (place: Place) => string | undefined,
): string | undefined {
  for (const place of places) {
    const value = read(place);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

function missing(reason: RejectionReason, places: readonly Place[], json: () => unknown): Rejected {
  const isInJson = places.some((place) => typeof place === 'object' && 'json' in place);
  return {
    kind: 'rejected',
    reason: isInJson && json() === undefined ? 'body-malformed' : reason,
  };
}

/** The zero byte keeps source `a` with body `bc` apart from source `ab` with body `c`. */
function hashOf(source: string, content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(source).update('\0').update(content).digest('hex')}`;
}

function lazily<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
