import { randomUUID } from 'node:crypto';
import type { Verified } from './compare-signatures.ts';
import { hashOf, hashOfContent, hashOfSigned } from './content-hash.ts';
import { jsonFields, type ReadField } from './json-body.ts';
import { lazily } from './lazily.ts';
import type { WebhookRequest } from './request.ts';
import type { Place, Sender } from './sender.ts';
import { isSignedBy, placeOf } from './signed-id.ts';

export interface Identity {
  readonly deliveryId: string;
  readonly type: string;
  /** What was missing where this sender keeps it. */
  readonly guessed: readonly ('id' | 'type')[];
}

export interface IdentifyOptions {
  /** With `content`, an id that isn't signed does not count. */
  readonly duplicates?: 'id' | 'content' | undefined;
  /** Makes the id for senders that rightly send the same body again. */
  readonly newId?: () => string;
}

/** Ids and types go into logs, message attributes and URLs, so their length and characters are limited. */
const typeLimit = 128;
const idPattern = /^[A-Za-z0-9._:@/+=-]{1,200}$/;

/**
 * Finds the delivery's id and the event's type. Call it only for a verified request: an id chosen by a stranger
 * could block a genuine delivery.
 *
 * A signed id wins over an unsigned one. If there is none, the id is the hash of everything that was signed, with
 * the timestamp. A missing type is `unknown`. So everything that is signed can be stored.
 *
 * An id that is too long or has other characters than `A-Za-z0-9._:@/+=-` is replaced by its hash, so that it still
 * identifies the delivery. In a type such characters become `_`. The JSON body is parsed only for senders that keep
 * an id or type there.
 */
export function identifyDelivery(
  sender: Pick<Sender, 'deliveryId' | 'eventType'>,
  source: string,
  request: WebhookRequest,
  verified: Verified,
  { duplicates = 'id', newId = randomUUID }: IdentifyOptions = {},
): Identity {
  const delivery: Delivery = {
    source,
    request,
    verified,
    json: jsonFields(request.body),
    // Ignore Content-Type: it isn't signed, and must not change an id that is.
    form: lazily(() => new URLSearchParams(request.body.toString('utf8'))),
    newId,
  };
  const id = idOf(sender.deliveryId.map(placeOf), delivery, duplicates);
  const type = firstOf(sender.eventType, delivery);
  const whole = id ?? hashOfSigned(source, request, verified);
  return {
    deliveryId: idPattern.test(whole) ? whole : hashOf(source, whole),
    type: (type ?? 'unknown').replace(/[^\x21-\x7e]/g, '_').slice(0, typeLimit),
    guessed: [
      ...(id === undefined ? (['id'] as const) : []),
      ...(type === undefined ? (['type'] as const) : []),
    ],
  };
}

interface Delivery {
  readonly source: string;
  readonly request: WebhookRequest;
  readonly verified: Verified;
  readonly json: ReadField;
  readonly form: () => URLSearchParams;
  readonly newId: () => string;
}

/** Returns `undefined` if the request holds no id. */
function idOf(
  places: readonly Place[],
  delivery: Delivery,
  duplicates: 'id' | 'content',
): string | undefined {
  const end = places.findIndex((place) => typeof place === 'string');
  const ids = end === -1 ? places : places.slice(0, end);
  const signed = ids.filter((place) => isSignedBy(delivery.verified.scheme, place));
  const unsigned = ids.filter((place) => !signed.includes(place));
  const id = firstOf(signed, delivery);
  if (id !== undefined || unsigned.length === 0 || duplicates === 'id') {
    return id ?? firstOf(unsigned, delivery) ?? firstOf(places.slice(ids.length), delivery);
  }
  return hashOfSigned(delivery.source, delivery.request, delivery.verified);
}

function valueAt(place: Place, delivery: Delivery): string | undefined {
  const { source, request, verified } = delivery;
  if (place === 'random') return delivery.newId();
  if (place === 'body-hash') return hashOfContent(source, request, verified);
  if ('header' in place) return request.headers[place.header];
  if ('json' in place) return delivery.json(place.json)?.toString();
  if ('all' in place) return joined(place.all, delivery);
  return 'form' in place ? (delivery.form().get(place.form) ?? undefined) : place.fixed;
}

/** Slashes within a value are escaped, so that different values never give the same text. */
function joined(places: readonly Place[], delivery: Delivery): string | undefined {
  const values = places.map((place) => valueAt(place, delivery));
  if (values.some((value) => !value)) return undefined;
  return values.map((value) => value?.replace(/[%/]/g, encodeURIComponent)).join('/');
}

function firstOf(places: readonly Place[], delivery: Delivery): string | undefined {
  for (const place of places) {
    const value = valueAt(place, delivery);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}
