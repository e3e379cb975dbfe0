import type { IdClaims, KnownSender, Place, SignatureScheme } from '../service/webhook/sender.ts';
import { senders } from '../service/webhook/senders.ts';
import { hasUnsignedId, isSignedBy } from '../service/webhook/signed-id.ts';
import { durationText } from './duration-text.ts';
import { markdownTable } from './markdown-table.ts';
import { placeText } from './place-text.ts';

const rows: readonly KnownSender[] = Object.values(senders);

const identifies: Readonly<Record<IdClaims['identifies'], string>> = {
  delivery: 'one webhook to one endpoint',
  event: 'one event, to whichever endpoint',
  content: 'whatever says the same',
  request: 'one request',
};

/** What each sender's ids are worth, and what somebody can do who has seen one genuine request. */
export function identitySection(): readonly string[] {
  const choosing = rows.filter(hasUnsignedId).map(({ title }) => title);
  return [
    '## What an id is worth',
    '',
    'Of several ids in one request the first that is signed counts, or else the first. A webhook that is signed is',
    'stored, whatever it holds: without an id it has the SHA-256 of its source and of all that was signed, with the',
    'timestamp; without a type it is `unknown`. `IdentityGuessed` counts these.',
    '',
    ...idsTable(),
    '',
    '## What a captured request can do',
    '',
    'Whoever has seen one genuine request, in a log or on a proxy, can send the same again, with other headers where',
    'these are not signed; `Content-Type` never is. A *duplicate* is not delivered, for `deliveryMemoryDays` (20).',
    '',
    ...capturedRequestTable(),
    '',
    `Where the id is not signed (${choosing.join(', ')}, and senders of one's own), a source chooses what`,
    "makes a duplicate: `duplicates: 'id'`, the default, or `duplicates: 'content'`, all that is signed. By id no genuine",
    'webhook is dropped, but a captured one can be delivered again and again. By content it can not, but two genuine',
    'webhooks that say just the same are delivered once. When the option or a row changes, a webhook that its sender',
    'repeats from before the change is delivered once more.',
  ];
}

function idsTable(): readonly string[] {
  return markdownTable(
    ['sender', 'id', 'is the same for', 'signed', 'on a retry'],
    rows.flatMap(({ title, deliveryId }) =>
      deliveryId.map((id, index) => [
        index === 0 ? title : '',
        placeText(id.place),
        identifies[id.identifies],
        id.isSigned ? 'yes' : 'no',
        id.onRetry === 'unknown' ? 'not documented' : id.onRetry,
      ]),
    ),
  );
}

function capturedRequestTable(): readonly string[] {
  return markdownTable(
    [
      'sender',
      'a captured request, sent again, is',
      'signed headers',
      'headers that count, unsigned',
    ],
    rows.map((sender) => [
      sender.title,
      unique(sender.schemes.map((scheme) => replayText(sender, scheme))).join('<br>'),
      listed(unique(sender.schemes.flatMap(signedHeaders))),
      listed(unique(believedHeaders(sender))),
    ]),
  );
}

function replayText(sender: KnownSender, scheme: SignatureScheme): string {
  if (scheme.method === 'token') {
    return 'with a token: the least worry, since it shows the token, with which anything can be sent';
  }
  const places = sender.deliveryId.map(({ place }) => place);
  const until =
    scheme.timestamp === undefined
      ? ''
      : `; refused after ${durationText(scheme.timestamp.toleranceSeconds)}`;
  if (places.includes('random')) return `delivered again${until}`;
  if (scheme.idHeader !== undefined || places.every((place) => isSignedBy(scheme, place))) {
    return `a duplicate${until}`;
  }
  const again = `delivered again, under another id${until}; a duplicate with \`duplicates: 'content'\``;
  const [first] = places;
  return first !== undefined && isSignedBy(scheme, first)
    ? `a duplicate where it holds ${placeText(first)}; else ${again}`
    : again;
}

function signedHeaders({ timestamp, idHeader }: SignatureScheme): readonly string[] {
  const time = timestamp && 'header' in timestamp.from ? [timestamp.from.header] : [];
  return idHeader === undefined ? time : [idHeader, ...time];
}

/** Headers that give an id or the type, and that no scheme signs. */
function believedHeaders({ schemes, deliveryId, eventType }: KnownSender): readonly string[] {
  const places: readonly Place[] = [...deliveryId.map(({ place }) => place), ...eventType];
  return places.flatMap((place) =>
    typeof place === 'object' && 'header' in place && !schemes.some(isSignedAt(place))
      ? [place.header]
      : [],
  );
}

function isSignedAt(place: Place): (scheme: SignatureScheme) => boolean {
  return (scheme) => isSignedBy(scheme, place);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function listed(headers: readonly string[]): string {
  return headers.length === 0 ? '–' : headers.map((header) => `\`${header}\``).join(', ');
}
