import { draftRequest } from '../client/example-webhook/draft-request.ts';
import type { ExampleRequest } from '../client/example-webhook/example.ts';
import { examplesOf, firstExampleOf } from '../client/example-webhook/examples-of.ts';
import { minimalExample } from '../client/example-webhook/minimal-example.ts';
import { createOccasion } from '../client/example-webhook/occasion.ts';
import { type WebhookRequest, withHeaders } from '../service/webhook/request.ts';
import type { Place, Sender } from '../service/webhook/sender.ts';
import { chooseExample } from './choose-example.ts';
import { type GivenWebhook, isExact } from './given-webhook.ts';
import { merge } from './merge.ts';

/** Who sends it, and when. */
export interface Sending {
  readonly sender: Sender;
  /** As the configuration names the sender. */
  readonly senderName: string;
  readonly publicUrl: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The request that a test describes, not yet signed. @throws Error that says what to mend in the test */
export function draftGiven(given: GivenWebhook, sending: Sending): WebhookRequest {
  const { body, headers = {} } = given;
  if (!isExact(body)) {
    const parts = body === undefined ? exampleFor(given, sending) : ownRequest(body, sending);
    const request = withType(withChanges(parts, given.with), given, sending);
    return withHeaders(draftRequest(request, sending.publicUrl), headers);
  }
  if (given.with !== undefined) {
    throw new Error(
      'A text or a Buffer is sent as it is: give the body as an object to change it with `with`.',
    );
  }
  const bodiless = draftRequest(withType({}, given, sending), sending.publicUrl);
  const json = { 'content-type': 'application/json' };
  return withHeaders({ ...bodiless, body: Buffer.from(body) }, { ...json, ...headers });
}

function withChanges(request: ExampleRequest, changes: GivenWebhook['with'] = {}): ExampleRequest {
  if (request.form === undefined) return { ...request, json: merge(request.json, changes) };
  const texts = Object.entries(changes).map(([name, value]) => [name, String(value)]);
  return { ...request, form: { ...request.form, ...Object.fromEntries(texts) } };
}

/** A time that is signed within the body is that of now: in a body that was kept it would have run out. */
function ownRequest(body: object, { sender, now }: Sending): ExampleRequest {
  if (body instanceof URLSearchParams) return { form: Object.fromEntries(body) };
  const times = sender.schemes.flatMap(({ timestamp }) =>
    timestamp && 'json' in timestamp.from
      ? [at(timestamp.from.json, timesOf(now)[timestamp.unit])]
      : [],
  );
  return { json: times.reduce<unknown>(merge, body) };
}

function timesOf(now: number) {
  const seconds = Math.floor(now / 1000);
  return { seconds, milliseconds: now, 'iso-8601': new Date(now).toISOString() } as const;
}

function exampleFor(given: GivenWebhook, { sender, senderName, now }: Sending): ExampleRequest {
  const { source, type } = given;
  const found = chooseExample(given, examplesOf(senderName), firstExampleOf(senderName));
  const example = found ?? minimalExample(sender, type);
  if (example !== undefined) return example.request(createOccasion(now));
  throw new Error(`Webhooks of source ${source} have no place for the type ${type}.`);
}

/** Puts the type where the sender has it. */
function withType(
  request: ExampleRequest,
  { source, type, body }: GivenWebhook,
  { sender }: Sending,
): ExampleRequest {
  if (type === undefined) return request;
  const place = sender.eventType.find((each) => typeof each === 'object' && !('fixed' in each));
  const placed = place && put(request, place, type);
  if (placed !== undefined) return placed;
  if (body === undefined) return request;
  throw new Error(`Source ${source} has no single place for a type: put ${type} into the body.`);
}

function put(request: ExampleRequest, place: Place, value: string): ExampleRequest | undefined {
  if (typeof place !== 'object') return undefined;
  if ('header' in place)
    return { ...request, headers: { ...request.headers, [place.header]: value } };
  if ('form' in place && request.form)
    return { ...request, form: { ...request.form, [place.form]: value } };
  if ('json' in place && request.json)
    return { ...request, json: merge(request.json, at(place.json, value)) };
  return undefined;
}

/** `at(['a', 'b'], 1)` is `{ a: { b: 1 } }`. */
function at(path: readonly string[], value: unknown): Readonly<Record<string, unknown>> {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<
    string,
    unknown
  >;
}
