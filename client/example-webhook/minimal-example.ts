import type { Place, Sender, SignedTimestamp } from '../../service/webhook/sender.ts';
import { placeOf } from '../../service/webhook/signed-id.ts';
import type { Example, ExampleRequest, Occasion } from './example.ts';
import { setPath } from './set-path.ts';

/**
 * The smallest webhook with an id and a type where this sender keeps them: for custom senders, and for types of which
 * there is no example.
 *
 * @returns `undefined` where the sender's types are not in the request, so that it can't be of this one
 */
export function minimalExample(sender: Sender, type = 'example'): Example | undefined {
  const place = sender.eventType.find((each) => typeof each === 'object' && !('fixed' in each));
  const [fixed] = sender.eventType.flatMap((each) =>
    typeof each === 'object' && 'fixed' in each ? [each.fixed] : [],
  );
  if (place === undefined && type !== 'example' && type !== fixed) return undefined;
  return {
    type: place === undefined ? (fixed ?? 'unknown') : type,
    request: (occasion) => draft(sender, place, type, occasion),
  };
}

function draft(
  sender: Sender,
  typePlace: Place | undefined,
  type: string,
  occasion: Occasion,
): ExampleRequest {
  const id = `try-${occasion.token}`;
  const [idPlace] = sender.deliveryId.map(placeOf);
  const puts = [
    ...partsOf(idPlace).map((place) => [place, id] as const),
    ...sender.schemes.flatMap(({ timestamp }) => signedTime(timestamp, occasion)),
    [typePlace, type] as const,
  ];
  const headers: Record<string, string> = {};
  const form: Record<string, string> = {};
  // Where a sender gives no id, two bodies that are the same would be one webhook that is sent twice.
  const json: Record<string, unknown> = { example: id };
  for (const [place, value] of puts) {
    if (typeof place !== 'object') continue;
    if ('header' in place) headers[place.header] = String(value);
    if ('json' in place) setPath(json, place.json, value);
    if ('form' in place) form[place.form] = String(value);
  }
  return Object.keys(form).length > 0
    ? { headers, form: { ...form, example: id } }
    : { headers, json };
}

function partsOf(place: Place | undefined): readonly (Place | undefined)[] {
  return typeof place === 'object' && 'all' in place ? place.all : [place];
}

/** Only what stands in the body; what stands in a header is put there when it is signed. */
function signedTime(
  timestamp: SignedTimestamp | undefined,
  { now, seconds, iso }: Occasion,
): readonly (readonly [Place, string | number])[] {
  if (timestamp === undefined || !('json' in timestamp.from)) return [];
  const values = { seconds, milliseconds: now, 'iso-8601': iso } as const;
  return [[{ json: timestamp.from.json }, values[timestamp.unit]]];
}
