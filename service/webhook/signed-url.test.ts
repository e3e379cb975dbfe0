import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { createRequest, type Fields } from './request.ts';
import type { Sender } from './sender.ts';
import { senders } from './senders.ts';
import { countDigests } from './vectors/count-digests.ts';
import { hmac, textSecret } from './vectors/sample.ts';
import { now } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

const current = [{ slot: 'current', value: textSecret }];
const rotating = [
  { slot: 'current', value: 'the new one' },
  { slot: 'previous', value: textSecret },
];

type Row = 'twilio' | 'hubspot' | 'square';

const publicUrl = 'https://hooks.example.com/webhooks/any';
const json = '{"id":1}';
const form = { CallSid: 'CA1', Digits: '1 2' };

/** The request to this URL, without its query, as the sender signs it. */
const requests: Readonly<Record<Row, (url: string) => ReturnType<typeof createRequest>>> = {
  twilio: (url) =>
    createRequest({
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(textSecret, url, form),
      },
      body: Buffer.from(new URLSearchParams(form).toString()),
    }),
  hubspot: (url) =>
    createRequest({
      headers: {
        'x-hubspot-request-timestamp': String(now),
        'x-hubspot-signature-v3': hmac('sha256', textSecret, 'base64', `POST${url}${json}${now}`),
      },
      body: Buffer.from(json),
    }),
  square: (url) =>
    createRequest({
      headers: { 'x-square-hmacsha256-signature': hmac('sha256', textSecret, 'base64', url, json) },
      body: Buffer.from(json),
    }),
};

/**
 * A query as API Gateway decodes it:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
function decoded(query: string): Fields {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
}

function verify(row: Row, signed: string, query: Fields, secrets = current, url = publicUrl) {
  const sender: Sender = senders[row];
  const request = {
    ...requests[row](signed),
    query: createRequest({ query, body: Buffer.of() }).query,
  };
  return verifySignature(sender, request, secrets, { now, publicUrl: url }).kind;
}

const rows = Object.keys(requests) as Row[];

describe.each(rows)('the URL that %s signs', (row) => {
  it.each([
    ['a space as %20', 'name=Jane%20Doe'],
    ['a space as +', 'name=Jane+Doe'],
    ['an apostrophe as it is', "name=O'Hara"],
    ['an apostrophe escaped', 'name=O%27Hara'],
    ['a space as + beside an apostrophe as it is', "name=William+O'Hara"],
    ['a form: a space as +, an apostrophe escaped', 'say=Couldn%27t+find+it'],
    ['@ : , ; as they are', 'caller=sip:1@192.0.2.1,a;b'],
    ['@ : , ; escaped', 'caller=sip%3A1%40192.0.2.1%2Ca%3Bb'],
    ['@ and : as they are beside an escaped +', 'to=%2B15550100&caller=sip:1@192.0.2.1'],
    ['escapes in lower case', 'name=caf%c3%a9%2f'],
    ['!*() as they are', 'q=!*()'],
    ['!*() escaped', 'q=%21%2A%28%29'],
    ['!*() escaped, and a space as +', 'q=%21%2A%28%29+a'],
    ['no = where there is no value', 'flag&a=1'],
    ['= where there is no value', 'flag=&a=1'],
    ['= within a value', 'token=YWJj=='],
    ['brackets as they are', 'a[]=1&a[]=2'],
    ['a parameter twice', 'a=1&a=2'],
    ['a parameter twice, the same', 'a=2&a=2&b=1'],
    ['a parameter three times, in no order', 'a=3&a=1&a=2'],
    ['names that every object has', 'constructor=1&toString=2&__proto__=3'],
  ])('may have in its query %s', (_, query) => {
    const signed = `${publicUrl}?${query}`;
    expect(verify(row, signed, decoded(query))).toBe('verified');
    expect(verify(row, signed, decoded(query), rotating)).toBe('verified');
  });

  it.each([
    ['only the last of two values', 'a=2', 'a=1&a=2'],
    ['only the first of two values', 'a=1', 'a=1&a=2'],
    ['two values in another order', 'a=2&a=1', 'a=1&a=2'],
    ['a value that was not signed', 'a=1', 'a=1&b=2'],
    ['nothing of a value that was not signed', '', 'b=2'],
    ['a value that came once, twice', 'a=1&a=1', 'a=1'],
    ['+ for an escaped +', 'a=1+2', 'a=1%2B2'],
    ['= in a name instead of a value', 'a=b=c', 'a%3Db=c'],
    ['& in a value instead of between two', 'a=b&c=d', 'a=b%26c%3Dd'],
  ])('must not have %s', (_, signed, sent) => {
    expect(verify(row, `${publicUrl}${signed && '?'}${signed}`, decoded(sent))).toBe('rejected');
  });

  it('is taken as configured where the query stands in the public URL', () => {
    const url = `${publicUrl}?z=%7e%41&b=a;c&b=x`;
    expect(verify(row, url, decoded('z=~A&b=a;c&b=x'), current, url)).toBe('verified');
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    expect(verify(row, url, { z: '~A', b: ['a', 'x'], c: '' }, current, url)).toBe('verified');
    expect(verify(row, `${url}&b=y`, decoded('z=~A&b=a;c&b=x&b=y'), current, url)).toBe('verified');
    expect(verify(row, url, decoded('z=~A&b=a;c&b=x&b=y'), current, url)).toBe('rejected');
    expect(verify(row, url, decoded('z=~A&b=a;c&b=x&b=x'), current, url)).toBe('rejected');
  });

  it('has no more parameters than any sender adds', () => {
    const query = (count: number) =>
      Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');
    expect(verify(row, `${publicUrl}?${query(1_000)}`, decoded(query(1_000)))).toBe('verified');
    expect(verify(row, `${publicUrl}?${query(1_001)}`, decoded(query(1_001)))).toBe('rejected');
  });
});

describe('Twilio may sign the port', () => {
  const withPort = publicUrl.replace('.com', '.com:443');

  it.each([
    ['that the public URL leaves out', withPort, publicUrl],
    ['or leave out that of the public URL', publicUrl, withPort],
    [
      'behind a name and password',
      withPort.replace('//', '//me:pw@'),
      publicUrl.replace('//', '//me:pw@'),
    ],
    ['of plain HTTP', 'http://a.example:80/x', 'http://a.example/x'],
  ])('%s', (_, signed, url) => {
    expect(verify('twilio', signed, {}, current, url)).toBe('verified');
    expect(verify('twilio', `${signed}?a=it%27s+me`, decoded("a=it's me"), current, url)).toBe(
      'verified',
    );
  });

  it('but no other', () => {
    expect(verify('twilio', publicUrl.replace('.com', '.com:8443'), {})).toBe('rejected');
    expect(verify('twilio', publicUrl, {}, current, publicUrl.replace('.com', '.com:8443'))).toBe(
      'rejected',
    );
  });
});

describe('the digests that one request can cost', () => {
  const query = { 'a b': ["it's @:,;/?!*()", '', '='], flag: '' };
  const many = Array.from({ length: 20 }, (_, index) => ({
    slot: `s${index}`,
    value: `another ${index}`,
  }));

  it.each(rows)('of %s are eight, over spellings, ports and secrets', (row) => {
    for (const secrets of [many.slice(0, 1), many.slice(0, 2), many.slice(0, 3), many]) {
      const request = requests[row]('https://elsewhere.example/');
      const all = createRequest({ query, body: Buffer.of() }).query;
      const digests = countDigests(() =>
        verifySignature(senders[row], { ...request, query: all }, secrets, { now, publicUrl }),
      );
      expect(digests).toBeGreaterThan(1);
      expect(digests).toBeLessThanOrEqual(8);
    }
  });

  it.each(rows)('of %s are one where the first of them holds', (row) => {
    const request = requests[row](publicUrl);
    const digests = countDigests(() => {
      const { kind } = verifySignature(senders[row], request, current, { now, publicUrl });
      expect(kind).toBe('verified');
    });
    expect(digests).toBe(1);
  });

  it('are eight for any other sender, over its schemes, header lines, signatures and secrets', () => {
    const time = String(Math.floor(now / 1000));
    const signature = Buffer.alloc(32).toString('base64');
    const ed25519 = Buffer.alloc(64).toString('base64');
    const listed = Array(10).fill(`v1,${signature} v1a,${ed25519}`).join(' ');
    const headers = {
      'webhook-id': 'a',
      'webhook-timestamp': time,
      'webhook-signature': [listed, listed],
      'stripe-signature': Array.from({ length: 30 }, (_, at) => `t=${at},v1=${'0'.repeat(64)}`),
    };
    const request = createRequest({ headers, body: Buffer.from(json) });
    const keys = many.flatMap(({ slot }, index) => [
      { slot, value: `whsec_${Buffer.alloc(32, index).toString('base64')}` },
      { slot: `${slot}-public`, value: `whpk_${Buffer.alloc(32, index).toString('base64')}` },
    ]);
    for (const name of ['standard-webhooks', 'stripe'] as const) {
      const digests = countDigests(() => verifySignature(senders[name], request, keys, { now }));
      expect(digests, name).toBeGreaterThan(1);
      expect(digests, name).toBeLessThanOrEqual(8);
    }
  });
});
