import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { answerHandshake } from './answer-handshake.ts';
import { explainRejection } from './explain-rejection.ts';
import { createRequest, type Fields, type RequestParts, type WebhookRequest } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { runs } from './vectors/property-runs.ts';
import { now, samples } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

vi.setConfig({ testTimeout: 120_000 });

const all: readonly Sender[] = Object.values(senders);
const names = Object.keys(senders) as SenderName[];

const smallBytes = 4_096;
const largeBytes = 8 * smallBytes;
/** Linear work takes 8 times as long, quadratic work 64 times. */
const mostTimesAsLong = 22;
/** Shorter times can't be measured well. */
const leastMilliseconds = 0.02;
/** Only what looks bad is measured so often. */
const mostRounds = 60;

type Shape = (bytes: number, scheme: SignatureScheme) => Partial<RequestParts>;

const counted = (bytes: number, one: (index: number) => string, separator = '') => {
  const parts: string[] = [];
  for (let length = 0; length < bytes; length += parts.at(-1)?.length ?? 0) {
    parts.push(one(parts.length) + separator);
  }
  return parts.join('').slice(0, bytes);
};
const body = (one: (index: number) => string, separator?: string): Shape => {
  return (bytes) => ({ body: Buffer.from(counted(bytes, one, separator)) });
};
const listOf = (bytes: number, one: string) => Array(Math.ceil(bytes / (one.length + 1))).fill(one);

const shapes: Readonly<Record<string, Shape>> = {
  'a form of distinct names': body((index) => `n${index}=1`, '&'),
  'a form of one name': body((index) => `a=${index}`, '&'),
  'a form of one field': body(() => 'a=1', '&'),
  'a form of few long values': (bytes) => ({
    body: Buffer.from(
      `a=1&${counted(bytes, (index) => `n${index}=${'%41'.repeat(bytes / 900)}`, '&')}`,
    ),
  }),
  'a form without an ampersand': body(() => 'a'),
  'nothing but ampersands': body(() => '&'),
  'nothing but equals signs': body(() => '='),
  'nothing but percent signs': body(() => '%'),
  'percent-encoded bytes': body(() => '%c3%A9'),
  'white space': body(() => ' \n'),
  'bytes that are not UTF-8': (bytes) => ({ body: Buffer.alloc(bytes, 0xff) }),
  base64: body(() => 'QUJD'),
  'JSON that is deep': (bytes) => ({
    body: Buffer.from('['.repeat(bytes / 2) + ']'.repeat(bytes / 2)),
  }),
  'JSON that is deep, and never ends': body(() => '{"a":'),
  'JSON of many keys': (bytes) => ({
    body: Buffer.from(`{${counted(bytes, (index) => `"k${index}":1`, ',')}"z":1}`),
  }),
  'many signatures': (bytes, { separator = ',' }) =>
    signedWith((genuine) => counted(bytes, () => genuine, separator)),
  'many items that are none': (bytes, { separator = ',' }) =>
    signedWith(() => counted(bytes, () => 'x', separator)),
  'one long signature': (bytes) => signedWith((genuine) => genuine + 'a'.repeat(bytes)),
  'many lines of signatures': (bytes) => signedWith((genuine) => listOf(bytes, genuine)),
  'many lines of white space': (bytes) => signedWith(() => listOf(bytes, ' ')),
  'many numbered headers': (bytes, { header }) => ({
    headers: Object.fromEntries(listOf(bytes, header).map((name, at) => [`${name}${at + 1}`, 'a'])),
  }),
  'white space in the headers that are read': (bytes, { timestamp, idHeader }) => ({
    headers: {
      'content-type': ' '.repeat(bytes),
      host: ' '.repeat(bytes),
      ...(timestamp &&
        'header' in timestamp.from && { [timestamp.from.header]: ' '.repeat(bytes) }),
      ...(idHeader && { [idHeader]: ' '.repeat(bytes) }),
    },
  }),
  'many headers': (bytes) => ({
    headers: Object.fromEntries(listOf(bytes, 'x-h').map((name, at) => [`${name}${at}`, 'a'])),
  }),
  'one header in many spellings': (bytes) => ({
    headers: Object.fromEntries(
      listOf(bytes, 'abcdefghijklm').map((name, at) => [
        [...name].map((one, bit) => (at & (1 << bit) ? one.toUpperCase() : one)).join(''),
        'a',
      ]),
    ),
  }),
  'many parameters': (bytes) => ({
    query: Object.fromEntries(listOf(bytes, 'p').map((name, at) => [`${name}${at}`, "it's"])),
  }),
  'one parameter many times': (bytes) => ({ query: { p: listOf(bytes, 'a b') } }),
  'one long parameter': (bytes) => ({ query: { p: " '@:!é".repeat(bytes / 6) } }),
};

/** Replaced by the scheme's signature headers, written anew from a well-formed one. */
const signatureHeader = ' signature';
function signedWith(write: (genuine: string) => string | readonly string[]): Partial<RequestParts> {
  return { headers: { [signatureHeader]: write as unknown as string } };
}

const zeros: Readonly<Record<string, string>> = {
  'hmac-sha256 hex': '0'.repeat(64),
  'hmac-sha256 base64': `${'A'.repeat(43)}=`,
  'hmac-sha1 hex': '0'.repeat(40),
  'hmac-sha1 base64': `${'A'.repeat(27)}=`,
  'ed25519 hex': '0'.repeat(128),
  'ed25519 base64': `${'A'.repeat(86)}==`,
  'token text': 'not the token',
};

/** Headers that let a request of any shape get as far as a signature that doesn't match. */
function forgedHeaders(scheme: SignatureScheme, given: Fields = {}): Fields {
  const { header, isNumbered, prefix = '', separator, timestamp, idHeader } = scheme;
  const { [signatureHeader]: write, ...headers } = given;
  const time = String(Math.floor(now / 1000));
  const isItem = timestamp !== undefined && 'signatureItem' in timestamp.from;
  const one = prefix + zeros[`${scheme.method} ${scheme.encoding}`];
  const genuine = isItem ? `${timestamp.from.signatureItem}${time}${separator}${one}` : one;
  return {
    'content-type':
      scheme.onlyFor === 'not-form' ? 'application/json' : 'application/x-www-form-urlencoded',
    [header + (isNumbered ? 1 : '')]:
      typeof write === 'function' ? (write as (text: string) => string)(genuine) : genuine,
    ...(timestamp && 'header' in timestamp.from && { [timestamp.from.header]: time }),
    ...(idHeader && { [idHeader]: 'an-id' }),
    ...headers,
  };
}

function forge(shape: Shape, bytes: number, scheme: SignatureScheme): RequestParts {
  const { headers, body = Buffer.from('a=1'), query } = shape(bytes, scheme);
  const isGet = scheme.onlyFor === 'bodiless-get';
  return {
    method: isGet ? 'GET' : 'POST',
    headers: forgedHeaders(scheme, headers ?? {}),
    query: query ?? {},
    body: isGet ? Buffer.alloc(0) : body,
  };
}

interface Source {
  readonly sender: Sender;
  readonly secrets: readonly { readonly slot: string; readonly value: string }[];
}

const sourceOf = (name: SenderName): Source => ({
  sender: senders[name],
  secrets: ['current', 'previous', 'retired'].map((slot) => ({
    slot,
    value: samples[name].secret,
  })),
});
const context = { now, publicUrl: 'https://hooks.example.com/webhooks/any' };

/** Everything that a stranger's request costs, from the gateway's event to the explanation of its refusal. */
function receive({ sender, secrets }: Source, parts: RequestParts): void {
  // Copied, so that nothing about it is cached.
  const request: WebhookRequest = createRequest({ ...parts, body: Buffer.from(parts.body) });
  answerHandshake(sender, request, secrets, context);
  const verdict = verifySignature(sender, request, secrets, context);
  if (verdict.kind === 'verified') throw new Error('A forged request was verified');
  explainRejection('signature-mismatch', sender, request, secrets, context, all);
}

/**
 * Whether a request's cost grows with its bytes, and not with their square. The smallest of several measurements
 * counts. More are taken while the result is bad, because on a busy machine each may have been interrupted.
 */
function isLinear(source: Source, shape: Shape, scheme: SignatureScheme): boolean {
  const small = forge(shape, smallBytes, scheme);
  const large = forge(shape, largeBytes, scheme);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < mostRounds; round++) {
    least = Math.min(
      least,
      milliseconds(() => receive(source, small)),
    );
    most = Math.min(
      most,
      milliseconds(() => receive(source, large)),
    );
    if (most <= mostTimesAsLong * Math.max(least, leastMilliseconds)) return true;
  }
  return false;
}

function milliseconds(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

const schemes = names.flatMap((name) =>
  senders[name].schemes.map((scheme: SignatureScheme) => ({ name, scheme })),
);

describe.each(Object.entries(shapes))('%s', (_, shape) => {
  it('costs by its bytes, whatever scheme it is signed by', () => {
    const slow = schemes.filter(({ name, scheme }) => !isLinear(sourceOf(name), shape, scheme));
    expect(slow).toEqual([]);
  });

  it("costs by its bytes where a source is shown another sender's header", () => {
    const slow = schemes.filter(({ name, scheme }) => {
      const other = name === 'square' ? 'hubspot' : 'square';
      return !isLinear(sourceOf(other), shape, scheme);
    });
    expect(slow).toEqual([]);
  });
});

const places: Readonly<Record<string, (long: string) => Partial<RequestParts>>> = {
  body: (long) => ({ body: Buffer.from(long) }),
  signature: (long) => signedWith((genuine) => genuine + long),
  query: (long) => ({ query: { p: long } }),
  'content type': (long) => ({ headers: { 'content-type': long } }),
  "header's name": (long) => ({ headers: { [long]: 'a' } }),
};

it('whatever is repeated costs by its bytes, wherever it stands', () => {
  const place = fc.constantFrom(...Object.keys(places));
  const unit = fc.string({ unit: fc.constantFrom(...'&=%+;,.[]{}":\\/ \n\ta1é'), minLength: 1 });
  fc.assert(
    fc.property(fc.constantFrom(...schemes), unit, place, ({ name, scheme }, text, at) => {
      const shape: Shape = (bytes) =>
        places[at]?.(text.repeat(Math.ceil(bytes / text.length))) ?? {};
      return isLinear(sourceOf(name), shape, scheme);
    }),
    runs(1_000),
  );
});
