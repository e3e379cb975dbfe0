import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { parseSecret } from './parse-secret.ts';
import { createRequest, type WebhookRequest, withHeaders } from './request.ts';
import type { Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { ed25519, ed25519PublicKey } from './vectors/ed25519-key.ts';
import { base64Secret, hmac, seconds, textSecret } from './vectors/sample.ts';
import { now, requestOf, samples } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

const current = (value: string) => [{ slot: 'current', value }];

function verify(name: SenderName, request: WebhookRequest, secret = samples[name].secret) {
  const { publicUrl = '' } = samples[name];
  return verifySignature(senders[name], request, current(secret), { now, publicUrl });
}

function github(body: Buffer): WebhookRequest {
  const headers = { 'x-hub-signature-256': `sha256=${hmac('sha256', textSecret, 'hex', body)}` };
  return createRequest({ headers, body });
}

/** Mistakes that others made, each once. */
describe('the body is taken as the bytes that came', () => {
  it.each([
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28])],
    ['a byte order mark', Buffer.from('\ufeff{"a":1}')],
    ['a trailing newline', Buffer.from('{"a":1}\n')],
    ['white space that a parser would drop', Buffer.from('{ "a" : 1.0, "b": 1e3 }')],
    ['patterns that String.replace() takes for its own', Buffer.from('{"a":"$$ $& $` $1"}')],
    ['template marks', Buffer.from('{"a":"{{timestamp}}.{body}.%s"}')],
    ['a form', Buffer.from('payload=%7B%22a%22%3A1%7D')],
    ['multi-byte characters', Buffer.from('{"a":"é😀𝄞\\u00e9"}')],
    ['text that is itself base64', Buffer.from('eyJhIjoxfQ==')],
    ['an empty body', Buffer.alloc(0)],
  ])('verifies %s', (_, body) => {
    expect(verify('github', github(body), textSecret).kind).toBe('verified');
  });

  it('refuses the same JSON written differently', () => {
    const request = github(Buffer.from('{"a": 1}'));
    expect(verify('github', { ...request, body: Buffer.from('{"a":1}') }, textSecret)).toEqual({
      kind: 'rejected',
      reason: 'signature-mismatch',
    });
  });
});

describe('a header with several signatures', () => {
  const genuine = hmac('sha256', textSecret, 'hex', Buffer.from('{}'));
  const other = '0'.repeat(64);

  it.each([
    ['first', `v1=${genuine},v1=${other}`],
    ['last', `v1=${other},v1=${genuine}`],
    [
      'after a comma and a space, as two headers of one name are joined',
      `v1=${other}, v1=${genuine}`,
    ],
    ['beside one of an unknown version', `v2=abc,v1=${genuine}`],
  ])('is accepted with the genuine one %s', (_, value) => {
    const headers = { 'x-pagerduty-signature': value };
    const request = createRequest({ headers, body: Buffer.from('{}') });
    expect(verify('pagerduty', request, textSecret).kind).toBe('verified');
  });

  it('holds two of Stripe while a secret rotates, and one of the ignored scheme v0', () => {
    const body = Buffer.from('{"id":"evt_1","type":"x"}');
    const signature = hmac('sha256', textSecret, 'hex', `${seconds(now)}.`, body);
    const value = `t=${seconds(now)},v1=${other},v1=${signature},v0=${other}`;
    const request = createRequest({ headers: { 'stripe-signature': value }, body });
    expect(verify('stripe', request, textSecret).kind).toBe('verified');
    const onlyV0 = { 'stripe-signature': `t=${seconds(now)},v0=${signature}` };
    expect(verify('stripe', { ...request, headers: onlyV0 }, textSecret)).toEqual({
      kind: 'rejected',
      reason: 'signature-malformed',
    });
  });

  it('is looked at only so far', async () => {
    const request = await requestOf(samples.pagerduty);
    const value = `${`v1=${other},`.repeat(40)}v1=${genuine}`;
    const headers = { 'x-pagerduty-signature': value };
    expect(verify('pagerduty', { ...request, headers, body: Buffer.from('{}') }).kind).toBe(
      'rejected',
    );
  });

  it('is refused in one line where the sender sends one', () => {
    const request = github(Buffer.from('{}'));
    const value = request.headers['x-hub-signature-256'];
    const headers = { 'x-hub-signature-256': `${value}, ${value}` };
    expect(verify('github', { ...request, headers }, textSecret)).toEqual({
      kind: 'rejected',
      reason: 'signature-malformed',
    });
  });
});

describe('a signature header that came in two lines', () => {
  it.each(Object.keys(samples) as SenderName[])(
    'verifies for %s with the genuine one first, last, or in between',
    async (name) => {
      const sample = samples[name];
      const request = await requestOf(sample);
      const forged = await sample.sign(Buffer.from('{"another":"body"}'), now);
      const headers = Object.keys(forged).filter((header) =>
        senders[name].schemes.some((scheme) =>
          [header, header.slice(0, -1)].includes(scheme.header),
        ),
      );
      const withLines = (order: (genuine: string, other: string) => readonly string[]) =>
        withHeaders(
          request,
          Object.fromEntries(
            headers.map((header) => [
              header,
              order(request.headers[header] ?? '', forged[header] ?? ''),
            ]),
          ),
        );
      for (const order of [
        (genuine: string, other: string) => [genuine, other],
        (genuine: string, other: string) => [other, genuine],
        (genuine: string, other: string) => ['none', genuine, other],
        (genuine: string) => ['', genuine],
      ]) {
        expect(verify(name, withLines(order)).kind).toBe('verified');
      }
      const never = withLines((_, other) => [other, other, 'none']);
      expect(verify(name, never)).toMatchObject({ reason: 'signature-mismatch' });
    },
  );

  it('is read as one too, where a proxy has split it', async () => {
    const request = await requestOf(samples.stripe);
    const [time = '', signature = ''] = (request.headers['stripe-signature'] ?? '').split(',');
    const split = withHeaders(request, { 'stripe-signature': [time, signature] });
    expect(verify('stripe', split).kind).toBe('verified');
  });

  it('takes the timestamp that stands beside the signature', async () => {
    const request = await requestOf(samples.stripe);
    const old = await requestOf(samples.stripe, undefined, now - 3_600_000);
    const header = 'stripe-signature';
    const genuine = request.headers[header] ?? '';
    const expired = old.headers[header] ?? '';
    const both = withHeaders(request, { [header]: [expired, genuine] });
    expect(verify('stripe', both).kind).toBe('verified');
    const crossed = withHeaders(request, {
      [header]: [expired, genuine.replace(/v1=.*/, `v1=${'0'.repeat(64)}`)],
    });
    expect(verify('stripe', crossed)).toMatchObject({ reason: 'timestamp-expired' });
  });

  it('is looked at only so far', () => {
    const request = github(Buffer.from('{}'));
    const genuine = request.headers['x-hub-signature-256'] ?? '';
    const lines = [...Array(50).fill(`sha256=${'0'.repeat(64)}`), genuine];
    const many = withHeaders(request, { 'x-hub-signature-256': lines });
    expect(verify('github', many, textSecret).kind).toBe('rejected');
  });
});

describe('the secret', () => {
  it.each([
    ['missing', '{}'],
    ['empty', '{"current":""}'],
    ['blank', '{"current":"  "}'],
    ['no text', '{"current":42}'],
    ['no object', '["a"]'],
    ['empty altogether', ''],
  ])('that is %s is an error, which names the source and never the value', (_, value) => {
    expect(() => parseSecret('shop', value)).toThrow(/\bshop\b/);
    expect(() => parseSecret('shop', value)).not.toThrow(/42|"a"/);
  });

  it('that is empty never verifies what was signed with nothing', () => {
    const body = Buffer.from('{}');
    const headers = { 'x-hub-signature-256': `sha256=${hmac('sha256', '', 'hex', body)}` };
    const request = createRequest({ headers, body });
    expect(verify('github', request, '')).toEqual({
      kind: 'rejected',
      reason: 'secrets-unavailable',
    });
  });

  it('pasted as `v1,whsec_…` is the same key', async () => {
    const request = await requestOf(samples['standard-webhooks']);
    expect(verify('standard-webhooks', request, `v1,whsec_${base64Secret}`).kind).toBe('verified');
    expect(verify('standard-webhooks', request, base64Secret).kind).toBe('verified');
  });

  it.each([
    ['not base64', 'whsec_not base64!'],
    [
      'base64 with a stray character',
      `whsec_${base64Secret.slice(0, 20)}!${base64Secret.slice(20)}`,
    ],
    ['too short', 'whsec_c2hvcnQ='],
    ['nothing but its prefix', 'whsec_'],
  ])('that is %s fails closed, as our own fault', async (_, secret) => {
    const request = await requestOf(samples['standard-webhooks']);
    expect(verify('standard-webhooks', request, secret)).toEqual({
      kind: 'rejected',
      reason: 'secrets-unavailable',
    });
  });

  it('in a retired slot is not accepted', async () => {
    const request = await requestOf(samples.github);
    const secrets = [
      { slot: 'current', value: 'another' },
      { slot: 'retired', value: samples.github.secret },
    ];
    expect(verifySignature(senders.github, request, secrets, { now })).toEqual({
      kind: 'rejected',
      reason: 'signature-mismatch',
    });
  });
});

describe('Ed25519', () => {
  const body = Buffer.from('{"type":"x"}');
  const message = Buffer.concat([Buffer.from(`msg_1.${seconds(now)}.`), body]);
  const headers = (signature: string) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': seconds(now),
    'webhook-signature': signature,
  });
  const genuine = ed25519(message).toString('base64');
  const publicKey = `whpk_${ed25519PublicKey.toString('base64')}`;

  it.each([
    ['alone', `v1a,${genuine}`],
    ['beside an HMAC of another key', `v1,${'A'.repeat(43)}= v1a,${genuine}`],
  ])('verifies `v1a` of Standard Webhooks %s', (_, value) => {
    const request = createRequest({ headers: headers(value), body });
    expect(verify('standard-webhooks', request, publicKey).kind).toBe('verified');
  });

  it('never takes the public key, which everyone knows, as the key of an HMAC', () => {
    const forged = hmac('sha256', publicKey, 'base64', message);
    const withoutPrefix = hmac('sha256', ed25519PublicKey.toString('latin1'), 'base64', message);
    for (const signature of [forged, withoutPrefix]) {
      const request = createRequest({ headers: headers(`v1,${signature}`), body });
      expect(verify('standard-webhooks', request, publicKey).kind).toBe('rejected');
    }
  });

  it('refuses a request that changes the id or the timestamp', () => {
    const signed = headers(`v1a,${genuine}`);
    for (const change of [
      { 'webhook-id': 'msg_2' },
      { 'webhook-timestamp': String(Number(seconds(now)) + 1) },
    ]) {
      const request = createRequest({ headers: { ...signed, ...change }, body });
      expect(verify('standard-webhooks', request, publicKey)).toEqual({
        kind: 'rejected',
        reason: 'signature-mismatch',
      });
    }
  });
});

describe('GitLab', () => {
  const request = (token: string) =>
    createRequest({
      headers: { 'x-gitlab-token': token, 'x-gitlab-event': 'Push Hook' },
      body: Buffer.from('{}'),
    });

  it('is verified by its plain token, whatever its length', () => {
    expect(verify('gitlab', request('a token'), 'a token').kind).toBe('verified');
    for (const token of ['a toke', 'a token ', 'A token', 'x'.repeat(2000), 'ä token']) {
      expect(verify('gitlab', request(token), 'a token').kind, token).toBe('rejected');
    }
  });

  it('is not verified by the token once it has a signing token', () => {
    const secret = samples.gitlab.secret;
    expect(verify('gitlab', request(secret), secret).kind).toBe('rejected');
  });
});

describe('schemes that sign the URL', () => {
  it.each([['square'], ['hubspot'], ['twilio']] as const)(
    '%s fails as our own fault without the configured URL, whatever Host says',
    async (name) => {
      const request = await requestOf(samples[name]);
      const headers = {
        ...request.headers,
        host: 'hooks.example.com',
        'x-forwarded-host': 'a.example',
      };
      const verdict = verifySignature(
        senders[name],
        { ...request, headers },
        current(samples[name].secret),
        { now },
      );
      expect(verdict).toEqual({ kind: 'rejected', reason: 'public-url-missing' });
    },
  );

  it("take Twilio's URL with and without its default port", async () => {
    const request = await requestOf(samples.twilio);
    for (const port of ['', ':443']) {
      const publicUrl = `https://hooks.example.com${port}/webhooks/twilio?foo=1&bar=2`;
      const url = 'https://hooks.example.com:443/webhooks/twilio?foo=1&bar=2';
      const parameters = Object.fromEntries(new URLSearchParams(request.body.toString()));
      const signature = twilio.getExpectedTwilioSignature(samples.twilio.secret, url, parameters);
      const headers = { ...request.headers, 'x-twilio-signature': signature };
      const secrets = current(samples.twilio.secret);
      const withPort = { ...request, headers };
      expect(verifySignature(senders.twilio, withPort, secrets, { now, publicUrl }).kind).toBe(
        'verified',
      );
      expect(verifySignature(senders.twilio, request, secrets, { now, publicUrl }).kind).toBe(
        'verified',
      );
    }
  });

  describe("Twilio's JSON, whose hash stands in the URL", () => {
    const publicUrl = 'https://hooks.example.com/webhooks/twilio';
    const body = Buffer.from('{"a":"b"}');
    const hash = createHash('sha256').update(body).digest('hex');
    const signed = `${publicUrl}?bodySHA256=${hash}`;
    const signature = twilio.getExpectedTwilioSignature(samples.twilio.secret, signed, {});
    const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
    const json = createRequest({ headers, query: { bodySHA256: hash }, body });
    const check = (request: WebhookRequest) =>
      verifySignature(senders.twilio, request, current(samples.twilio.secret), { now, publicUrl })
        .kind;

    it('verifies as Twilio signs it', () => {
      expect(
        twilio.validateRequestWithBody(samples.twilio.secret, signature, signed, body.toString()),
      ).toBe(true);
      expect(check(json)).toBe('verified');
    });

    it('is refused where the hash is in the query, and not in what was signed', () => {
      const ownQuery = `${publicUrl}?a=1`;
      const bare = twilio.getExpectedTwilioSignature(samples.twilio.secret, ownQuery, {});
      const request = { ...json, headers: { ...headers, 'x-twilio-signature': bare } };
      const secrets = current(samples.twilio.secret);
      const context = { now, publicUrl: ownQuery };
      expect(verifySignature(senders.twilio, request, secrets, context)).toEqual({
        kind: 'rejected',
        reason: 'signature-mismatch',
      });
    });

    it('is refused with another body, or with no hash at all', () => {
      const bare = twilio.getExpectedTwilioSignature(samples.twilio.secret, publicUrl, {});
      const unhashed = { ...json, query: {}, headers: { ...headers, 'x-twilio-signature': bare } };
      expect(check({ ...json, body: Buffer.from('{"a":"c"}') })).toBe('rejected');
      expect(check(unhashed)).toBe('rejected');
    });
  });

  it("take a form's repeated fields as Twilio does", () => {
    const publicUrl = 'https://hooks.example.com/webhooks/twilio';
    const parameters = { MediaUrl: ['b', 'a', 'b'], Body: 'é +&=' };
    const signature = twilio.getExpectedTwilioSignature(
      samples.twilio.secret,
      publicUrl,
      parameters,
    );
    const request = createRequest({
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-twilio-signature': signature,
      },
      body: Buffer.from('MediaUrl=b&Body=%C3%A9+%2B%26%3D&MediaUrl=a&MediaUrl=b'),
    });
    const verdict = verifySignature(senders.twilio, request, current(samples.twilio.secret), {
      now,
      publicUrl,
    });
    expect(verdict.kind).toBe('verified');
  });
});

describe('the timestamp', () => {
  it.each([
    ['no number', 'soon', 'timestamp-malformed'],
    ['negative', '-1', 'timestamp-malformed'],
    ['with an exponent', '1e9', 'timestamp-malformed'],
    ['in milliseconds where seconds are due', String(now), 'timestamp-in-future'],
    ['missing', '', 'timestamp-missing'],
  ])('that is %s is refused, though it is signed', (_, text, reason) => {
    const body = Buffer.from('{}');
    const headers = {
      'x-slack-request-timestamp': text,
      'x-slack-signature': `v0=${hmac('sha256', textSecret, 'hex', `v0:${text}:`, body)}`,
    };
    const request = createRequest({ headers, body });
    expect(verify('slack', request, textSecret)).toEqual({ kind: 'rejected', reason });
  });

  it("of Linear is the signed body's: an unsigned header can't refresh it", () => {
    const body = Buffer.from('{"webhookTimestamp":1}');
    const headers = {
      'linear-signature': hmac('sha256', textSecret, 'hex', body),
      'linear-timestamp': String(now),
    };
    const request = createRequest({ headers, body });
    expect(verify('linear', request, textSecret)).toEqual({
      kind: 'rejected',
      reason: 'timestamp-expired',
    });
  });

  it('is not told to someone who cannot sign', async () => {
    const request = await requestOf(samples.slack, undefined, 0);
    expect(verify('slack', request, 'another')).toEqual({
      kind: 'rejected',
      reason: 'signature-mismatch',
    });
  });
});

it('opens nothing for a scheme that the engine does not know', async () => {
  const request = await requestOf(samples.github);
  const scheme = { ...senders.github.schemes[0], method: 'hmac-md5' };
  const sender = { schemes: [scheme] } as unknown as Sender;
  const verdict = () => verifySignature(sender, request, current(samples.github.secret), { now });
  expect(verdict()).toEqual({ kind: 'rejected', reason: 'signature-malformed' });
});

it('keeps every secret and signature out of what it returns', async () => {
  const request = await requestOf(samples.github, Buffer.from('{"other":"body"}'));
  const verdict = JSON.stringify(verify('github', { ...request, body: Buffer.from('{}') }));
  expect(verdict).toBe('{"kind":"rejected","reason":"signature-mismatch"}');
});
