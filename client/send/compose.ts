import { nearestName } from '../../service/webhook/nearest-name.ts';
import { createRequest, type WebhookRequest } from '../../service/webhook/request.ts';
import { wrongUsage } from '../command-error.ts';
import { draftRequest } from '../example-webhook/draft-request.ts';
import type { Example } from '../example-webhook/example.ts';
import { createOccasion } from '../example-webhook/occasion.ts';
import type { Channel } from './channel.ts';
import { contentTypeOf } from './content-type-of.ts';
import { withType } from './with-type.ts';

/** What is asked for; nothing of it is the sender's first example. */
export interface Wanted {
  readonly example?: string | undefined;
  readonly type?: string | undefined;
  /** Sent as it is. */
  readonly body?: Buffer | undefined;
  /** The command that lists the examples: an error names it where they are many. */
  readonly listLine?: string;
}

/** What is sent. */
export interface Composed {
  /** Of the example, where it is one. */
  readonly example?: string;
  /** Whether the body was given, and goes out as it is. */
  readonly isGiven?: true;
  /** Another one each time, as far as the sender's own would be; still to be signed. */
  readonly compose: (now: number) => WebhookRequest;
}

/** @throws CommandError where there is no such example, or the type can't be of this sender */
export function composeWebhook(channel: Channel, wanted: Wanted): Composed {
  const { example, type, body } = wanted;
  if (body !== undefined) return composeBody(channel, type, body);
  if (example !== undefined) return composeExample(channel, named(channel, wanted, example), type);
  if (type === undefined) return composeExample(channel, first(channel), undefined);
  const known = Object.entries(channel.examples);
  const found = known.find(([, { type: one }]) => one === type);
  if (found !== undefined) return composeExample(channel, found, undefined);
  if (Object.hasOwn(channel.examples, type)) {
    return composeExample(channel, named(channel, wanted, type), undefined);
  }
  const minimal = channel.minimal(type);
  if (minimal === undefined) throw onlyType(channel, type);
  return composeExample(channel, ['', minimal], undefined);
}

type Named = readonly [name: string, example: Example];

function composeExample(
  channel: Channel,
  [name, example]: Named,
  type: string | undefined,
): Composed {
  const draft = (now: number) =>
    draftRequest(example.request(createOccasion(now)), channel.publicUrl);
  if (type === undefined) return { ...(name === '' ? {} : { example: name }), compose: draft };
  const retyped = (now: number) => withType(draft(now), channel, type);
  if (retyped(0) === undefined) throw onlyType(channel, type);
  return { example: name, compose: (now) => retyped(now) ?? draft(now) };
}

/** With the headers of the first example; only they may have another type. */
function composeBody(channel: Channel, type: string | undefined, body: Buffer): Composed {
  const [, example] = first(channel);
  const contentType = contentTypeOf(body);
  const draft = (now: number) => {
    const { headers, query } = draftRequest(
      { headers: example.request(createOccasion(now)).headers ?? {} },
      channel.publicUrl,
    );
    return createRequest({ headers: { ...headers, 'content-type': contentType }, query, body });
  };
  if (type === undefined) return { isGiven: true, compose: draft };
  const retyped = (now: number) => withType(draft(now), channel, type, 'headers');
  if (retyped(0) === undefined) {
    throw wrongUsage(
      `The type of a webhook of ${channel.title} is not in its headers, and the body goes out as it is.`,
      'Leave --type out, or write it into the body.',
    );
  }
  return { isGiven: true, compose: (now) => retyped(now) ?? draft(now) };
}

function first({ examples, minimal, title }: Channel): Named {
  const [found] = Object.entries(examples);
  if (found !== undefined) return found;
  const example = minimal(undefined);
  if (example === undefined) throw wrongUsage(`There is no example of ${title}.`);
  return ['', example];
}

function named({ examples, title }: Channel, { listLine }: Wanted, name: string): Named {
  const example = Object.hasOwn(examples, name) ? examples[name] : undefined;
  if (example !== undefined) return [name, example];
  const meant = nearestName(name, Object.keys(examples));
  const names = Object.keys(examples);
  const some = names.join(', ') || 'none';
  const list = names.length > 12 ? (listLine ?? some) : some;
  throw wrongUsage(
    `There is no example ${name} of ${title}.`,
    meant === undefined ? `There are: ${list}` : `Did you mean ${meant}? There are: ${list}`,
  );
}

function onlyType({ title, examples, typePlaces }: Channel, type: string) {
  const fixed = typePlaces.flatMap((place) => Object(place).fixed ?? []);
  const types = fixed.length > 0 ? fixed : Object.values(examples).map((one) => one.type);
  return wrongUsage(
    `No webhook of ${title} can be of the type ${type}.`,
    `They are of: ${[...new Set(types)].join(', ')}`,
  );
}
