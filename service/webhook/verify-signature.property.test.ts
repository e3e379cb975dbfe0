import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { answerHandshake } from './answer-handshake.ts';
import type { Verified } from './compare-signatures.ts';
import { explainRejection } from './explain-rejection.ts';
import { identifyDelivery } from './identify-delivery.ts';
import { createRequest, type WebhookRequest } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { propertyRuns } from './vectors/property-runs.ts';
import { verifySignature } from './verify-signature.ts';

vi.setConfig({ testTimeout: 120_000 });

const now = Date.UTC(2026, 10, 23, 12);
const timestamp = String(now / 1000);
const publicUrl = 'https://hooks.example.com/webhooks/any';
const all: readonly Sender[] = Object.values(senders);

const bytes = fc.uint8Array({ maxLength: 512 }).map((array) => Buffer.from(array));
const secret = fc.string({ minLength: 1, maxLength: 64 }).filter((text) => text.trim() !== '');
const visible = fc.stringMatching(/^[!-~]{1,12}$/);

/** Schemes as a user may describe them: every digest, encoding, prefix, list and order of parts. */
const scheme = fc
  .record({
    method: fc.constantFrom('hmac-sha256', 'hmac-sha1'),
    encoding: fc.constantFrom('hex', 'base64'),
    prefix: fc.constantFrom('', 'sha256=', 'v1=', 'v1,'),
    separator: fc.constantFrom(undefined, ',', ';', ' '),
    order: fc.shuffledSubarray(['body', 'timestamp', 'id', 'method', 'url'] as const),
    text: visible,
  })
  .map(({ order, text, separator, ...rest }): SignatureScheme => {
    const signs = order.includes('body') ? order : [...order, 'body' as const];
    const items = separator !== undefined && !rest.prefix.includes(separator) ? { separator } : {};
    return {
      ...rest,
      ...items,
      header: 'x-signature',
      signs: signs.flatMap((part) => [part, { text }]),
      timestamp: { from: { header: 'x-timestamp' }, unit: 'seconds', toleranceSeconds: 300 },
      idHeader: 'x-id',
      key: { encoding: 'text' },
    };
  });

const valid = fc.record({ scheme, secret, body: bytes, id: visible });
type Valid = typeof valid extends fc.Arbitrary<infer T> ? T : never;

/** Written from the schemes' description, not from the engine: everything joined, then one digest. */
function sign({ scheme, secret, body, id }: Valid): string {
  const values = { body, timestamp, id, method: 'POST', url: publicUrl, 'sorted-form': '' };
  const message = Buffer.concat(
    scheme.signs.map((part) => Buffer.from(typeof part === 'object' ? part.text : values[part])),
  );
  const algorithm = scheme.method.slice('hmac-'.length);
  const encoding = scheme.encoding === 'hex' ? 'hex' : 'base64';
  return createHmac(algorithm, secret).update(message).digest(encoding);
}

function requestOf(made: Valid, signature: string): WebhookRequest {
  const headers = {
    'x-signature': (made.scheme.prefix ?? '') + signature,
    'x-timestamp': timestamp,
    'x-id': made.id,
  };
  return createRequest({ headers, body: made.body });
}

function isVerified(made: Valid, request: WebhookRequest, value = made.secret): boolean {
  const secrets = [{ slot: 'current', value }];
  const context = { now, publicUrl };
  return verifySignature({ schemes: [made.scheme] }, request, secrets, context).kind === 'verified';
}

describe('any scheme', () => {
  it('verifies what is signed by it, over any bytes', () => {
    fc.assert(
      fc.property(valid, (made) => isVerified(made, requestOf(made, sign(made)))),
      propertyRuns,
    );
  });

  it('finds the genuine signature among others in a list', () => {
    const listed = valid.filter(({ scheme }) => scheme.separator !== undefined);
    fc.assert(
      fc.property(listed, fc.array(visible, { maxLength: 8 }), fc.nat(8), (made, others, place) => {
        const items = others.map((item) => item.replaceAll(made.scheme.separator ?? '', ''));
        items.splice(place, 0, (made.scheme.prefix ?? '') + sign(made));
        const request = requestOf(made, '');
        const headers = { ...request.headers, 'x-signature': items.join(made.scheme.separator) };
        return isVerified(made, { ...request, headers });
      }),
      propertyRuns,
    );
  });

  it('refuses the same request with any one bit of its body changed', () => {
    const tampered = valid.filter(({ body }) => body.length > 0);
    fc.assert(
      fc.property(tampered, fc.nat(), fc.nat(7), (made, at, bit) => {
        const body = Buffer.from(made.body);
        const index = at % body.length;
        body[index] = (body[index] ?? 0) ^ (1 << bit);
        return !isVerified(made, { ...requestOf(made, sign(made)), body });
      }),
      propertyRuns,
    );
  });

  it('refuses the same request with any one character of its signature changed', () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.stringMatching(/^[ -~]$/), (made, at, character) => {
        const signature = sign(made);
        const index = at % signature.length;
        const changed = signature.slice(0, index) + character + signature.slice(index + 1);
        return changed === signature || !isVerified(made, requestOf(made, changed));
      }),
      propertyRuns,
    );
  });

  it('refuses the same request with any other secret, id or method', () => {
    fc.assert(
      fc.property(valid, secret, visible, (made, otherSecret, otherId) => {
        const request = requestOf(made, sign(made));
        const moved = { ...request, headers: { ...request.headers, 'x-id': otherId } };
        const signsId = made.scheme.signs.includes('id');
        const signsMethod = made.scheme.signs.includes('method');
        expect(isSameKey(otherSecret, made.secret) || !isVerified(made, request, otherSecret)).toBe(
          true,
        );
        expect(!signsId || otherId === made.id || !isVerified(made, moved)).toBe(true);
        expect(!signsMethod || !isVerified(made, { ...request, method: 'PUT' })).toBe(true);
      }),
      propertyRuns,
    );
  });
});

/** HMAC pads its key with zero bytes, so keys that differ only in those are equal. */
function isSameKey(one: string, other: string): boolean {
  return one.replace(/\0+$/, '') === other.replace(/\0+$/, '');
}

/** Header names that mean something to some sender, so that garbage reaches the deepest code. */
const headerNames = [
  ...new Set([
    ...all.flatMap(({ schemes }) =>
      schemes.flatMap(({ header, idHeader, timestamp }) => [
        header,
        ...(idHeader ? [idHeader] : []),
        ...(timestamp && 'header' in timestamp.from ? [timestamp.from.header] : []),
      ]),
    ),
    'x-docusign-signature-1',
    'x-hook-secret',
    'content-type',
    'host',
  ]),
];
const headerValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('application/x-www-form-urlencoded', timestamp, 'v1=', 'sha256=', 't=1,v1=', ''),
  fc.stringMatching(/^(v0=|v1=|sha256=|)[0-9a-f]{64}$/),
  fc.stringMatching(/^(v1,|v1a,|)[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)?$/),
);
const stranger = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD'),
    headers: fc.dictionary(fc.constantFrom(...headerNames), headerValue, { maxKeys: 8 }),
    query: fc.dictionary(
      fc.constantFrom('challenge', 'hub.mode', 'hub.verify_token', 'crc_token', 'bodySHA256', 'a'),
      fc.string({ unit: 'binary', maxLength: 40 }),
      { maxKeys: 3 },
    ),
    body: fc.oneof(
      bytes,
      fc.json().map(Buffer.from),
      fc.string({ unit: 'binary' }).map(Buffer.from),
    ),
  })
  .map(createRequest);

function verifiedBy(name: SenderName): Verified {
  const [scheme] = senders[name].schemes;
  return { kind: 'verified', slot: 'current', scheme, context: { timestamp, url: publicUrl } };
}

describe('a stranger', () => {
  const names = fc.constantFrom(...(Object.keys(senders) as SenderName[]));

  it('is never verified by any sender, and never breaks anything', () => {
    fc.assert(
      fc.property(names, stranger, (name, request) => {
        const sender: Sender = senders[name];
        const secrets = [{ slot: 'current', value: 'c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IQ==' }];
        const known =
          name === 'discord' ? [{ slot: 'current', value: `${'0'.repeat(62)}ff` }] : secrets;
        const context = { now, publicUrl };
        const verdict = verifySignature(sender, request, known, context);
        const reason = verdict.kind === 'verified' ? 'verified' : verdict.reason;
        expect(reason).toMatch(/^(signature|timestamp|delivery-id|body)-/);
        answerHandshake(sender, request, known, context);
        identifyDelivery(sender, 'source', request, verifiedBy(name));
        if (verdict.kind === 'rejected') {
          explainRejection(verdict.reason, sender, request, known, context, all);
        }
      }),
      propertyRuns,
    );
  });

  it('gets only bounded ids and types through', () => {
    fc.assert(
      fc.property(names, stranger, (name, request) => {
        const delivery = identifyDelivery(senders[name], 'source', request, verifiedBy(name));
        return (
          /^[A-Za-z0-9._:@/+=-]{1,200}$/.test(delivery.deliveryId) &&
          /^[!-~]{1,128}$/.test(delivery.type)
        );
      }),
      propertyRuns,
    );
  });
});
