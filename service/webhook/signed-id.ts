import type { IdPlace, Place, Sender, SignatureScheme } from './sender.ts';

/** Whether somebody who captured a request can't send it again with another value at this place. */
export function isSignedBy(scheme: SignatureScheme, place: Place): boolean {
  if (scheme.method === 'token') return false;
  if (typeof place === 'string') return place === 'body-hash';
  if ('header' in place) return place.header === scheme.idHeader;
  return 'all' in place ? place.all.every((each) => isSignedBy(scheme, each)) : true;
}

/**
 * Whether the sender gives ids that it doesn't sign, so that a source may identify webhooks by content instead. A
 * token doesn't count: whoever captured it can send anything.
 */
export function hasUnsignedId(sender: Pick<Sender, 'schemes' | 'deliveryId'>): boolean {
  const isHeader = (place: Place) => typeof place === 'object' && 'header' in place;
  return (
    sender.deliveryId.map(placeOf).some(isHeader) &&
    sender.schemes.some(({ method, idHeader }) => method !== 'token' && idHeader === undefined)
  );
}

export function placeOf(place: IdPlace): Place {
  return typeof place === 'object' && 'place' in place ? place.place : place;
}
