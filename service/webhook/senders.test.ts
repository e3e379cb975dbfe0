import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { identifyDelivery } from './identify-delivery.ts';
import type { WebhookRequest } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { assemble, now, requestOf, samples } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

/** The promised senders; there may be more. */
const promised: readonly SenderName[] = [
  'github',
  'stripe',
  'slack',
  'shopify',
  'standard-webhooks',
  'svix',
  'gitlab',
  'bitbucket',
  'zoom',
  'linear',
  'sentry',
  'pagerduty',
  'meta',
  'square',
  'hubspot',
  'typeform',
  'zendesk',
  'paddle',
  'dropbox',
  'asana',
  'intercom',
  'docusign',
  'calendly',
  'twilio',
];
const names = Object.keys(senders) as SenderName[];
const covered = new Set<SenderName>();

beforeAll(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
});

afterAll(() => {
  vi.useRealTimers();
  const further = [...covered].filter((name) => !promised.includes(name));
  const count = promised.filter((name) => covered.has(name)).length;
  process.stdout.write(
    `senders covered: ${count} of ${promised.length} (${promised.join(', ')}), and ${further.join(', ')}\n`,
  );
});

function verify(name: SenderName, request: WebhookRequest, secret = samples[name].secret) {
  const { publicUrl } = samples[name];
  return verifySignature(senders[name], request, [{ slot: 'current', value: secret }], {
    now,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
}

function schemeOf(name: SenderName, request: WebhookRequest): SignatureScheme {
  const { schemes }: Sender = senders[name];
  const scheme = schemes.find(({ header, isNumbered }) =>
    isNumbered ? `${header}2` in request.headers : header in request.headers,
  );
  if (scheme === undefined) throw new Error(`${name}: the sample has no signature header`);
  return scheme;
}

function headerNameOf(scheme: SignatureScheme): string {
  return scheme.isNumbered ? `${scheme.header}2` : scheme.header;
}

function withHeader(request: WebhookRequest, name: string, value: string): WebhookRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

/** The first, the last and a middle position, where tampering is most likely to be missed. */
function positionsOf(length: number): readonly number[] {
  return [0, Math.floor(length / 2), length - 1];
}

function replaceAt(text: string, index: number): string {
  const replacement = text[index] === '1' ? '2' : '1';
  return text.slice(0, index) + replacement + text.slice(index + 1);
}

describe.each(names)('%s', (name) => {
  it('verifies and identifies a genuine webhook', async () => {
    const request = await requestOf(samples[name]);
    const verification = verify(name, request);
    expect(verification).toMatchObject({ kind: 'verified', slot: 'current' });
    if (verification.kind !== 'verified') return;
    expect(identifyDelivery(senders[name], 'source', request, verification)).toEqual({
      deliveryId: expect.stringMatching(samples[name].deliveryId),
      type: samples[name].type,
      guessed: [],
    });
    covered.add(name);
  });

  it("agrees with the sender's own verifier, where it has one", async () => {
    const { verify: official, body } = samples[name];
    const request = await requestOf(samples[name]);
    const tampered = Buffer.from(`${body} `);
    expect((await official?.(request.body, request.headers, now)) ?? true).toBe(true);
    expect((await official?.(tampered, request.headers, now)) ?? false).toBe(false);
  });

  it('refuses a body changed at its start, middle or end, cut, or with a line feed more', async () => {
    const request = await requestOf(samples[name]);
    const changed = positionsOf(request.body.length).map((index) => {
      const body = Buffer.from(request.body);
      body[index] = (body[index] ?? 0) ^ 1;
      return body;
    });
    const bodies = [
      ...changed,
      request.body.subarray(0, -1),
      Buffer.concat([request.body, Buffer.from('\n')]),
    ];
    for (const body of bodies) {
      expect(verify(name, { ...request, body })).toEqual({
        kind: 'rejected',
        reason: 'signature-mismatch',
      });
    }
  });

  it('refuses a signature changed anywhere', async () => {
    const request = await requestOf(samples[name]);
    const scheme = schemeOf(name, request);
    const header = headerNameOf(scheme);
    const value = request.headers[header] ?? '';
    for (let index = 0; index < value.length; index++) {
      const verdict = verify(name, withHeader(request, header, replaceAt(value, index)));
      expect(verdict, `${header} changed at ${index}`).toMatchObject({ kind: 'rejected' });
    }
    for (const wrong of [
      value.slice(0, -1),
      `${value}0`,
      value.toUpperCase(),
      'é'.repeat(64),
      ' ',
    ]) {
      expect(verify(name, withHeader(request, header, wrong)).kind, wrong).toBe('rejected');
    }
  });

  it('refuses a request without its signature', async () => {
    const request = await requestOf(samples[name]);
    const signed = new Set(Object.keys(await samples[name].sign(request.body, now)));
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([header]) => !signed.has(header)),
    );
    const verdict = verify(name, { ...request, headers });
    expect(verdict).toEqual({ kind: 'rejected', reason: 'signature-missing' });
  });

  it('refuses another secret, and no secret', async () => {
    const request = await requestOf(samples[name]);
    const other = replaceAt(samples[name].secret, samples[name].secret.length - 2);
    expect(verify(name, request, other).kind).toBe('rejected');
    expect(verify(name, request, '')).toEqual({
      kind: 'rejected',
      reason: 'secrets-unavailable',
    });
  });

  it('accepts the previous secret beside a new one, and names its slot', async () => {
    const { secret, publicUrl = '' } = samples[name];
    const secrets = [
      { slot: 'current', value: replaceAt(secret, secret.length - 2) },
      { slot: 'previous', value: secret },
    ];
    const request = await requestOf(samples[name]);
    expect(verifySignature(senders[name], request, secrets, { now, publicUrl })).toMatchObject({
      kind: 'verified',
      slot: 'previous',
    });
  });
});

const timed = names.filter((name) =>
  senders[name].schemes.some((scheme: SignatureScheme) => scheme.timestamp),
);

describe.each(timed)('the timestamp of %s', (name) => {
  const toleranceSeconds =
    (senders[name] as Sender).schemes.find((scheme) => scheme.timestamp)?.timestamp
      ?.toleranceSeconds ?? 0;

  /** Linear keeps it in the body. */
  async function signedAt(at: number): Promise<WebhookRequest> {
    const body = Buffer.from(samples[name].body.replaceAll(String(now), String(at)));
    return assemble(samples[name], body, await samples[name].sign(body, at));
  }

  it.each([
    ['at the edge in the past', -1, 0, 'verified'],
    ['at the edge in the future', 1, 0, 'verified'],
    ['beyond it in the past', -1, 1, 'timestamp-expired'],
    ['beyond it in the future', 1, 1, 'timestamp-in-future'],
  ])('is judged %s', async (_, direction, beyond, expected) => {
    const verdict = verify(
      name,
      await signedAt(now + direction * (toleranceSeconds + beyond) * 1000),
    );
    expect(verdict.kind === 'verified' ? 'verified' : verdict.reason).toBe(expected);
  });
});

it.each(names)('%s lets no signature or token travel in the envelope', (name) => {
  const { schemes, allowedHeaders }: Sender = senders[name];
  for (const { header } of schemes) {
    expect(allowedHeaders.filter((allowed) => allowed.startsWith(header))).toEqual([]);
  }
  expect(
    allowedHeaders.filter((header) => /authorization|cookie|secret|token$/.test(header)),
  ).toEqual(allowedHeaders.filter((header) => header === 'i-twilio-idempotency-token'));
});
