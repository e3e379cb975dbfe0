import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { createRequest, type Fields, type RequestParts } from './request.ts';
import { senders } from './senders.ts';
import { runs } from './vectors/property-runs.ts';
import { textSecret } from './vectors/sample.ts';
import { now } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

const publicUrl = 'https://hooks.example.com/webhooks/twilio';
const formType = 'application/x-www-form-urlencoded; charset=utf-8';
const empty = Buffer.alloc(0);

const json = Buffer.from('{"a":"b"}');
const hash = createHash('sha256').update(json).digest('hex');
const signatureOf = (url: string, fields: object = {}) =>
  twilio.getExpectedTwilioSignature(textSecret, url, fields);

/** What Twilio signs with this signature, and the result for the request that carries it. */
function verify(signature: string, { headers, ...parts }: RequestParts) {
  const request = createRequest({
    ...parts,
    headers: { ...headers, 'x-twilio-signature': signature },
  });
  const secrets = [{ slot: 'current', value: textSecret }];
  return verifySignature(senders.twilio, request, secrets, { now, publicUrl }).kind;
}

const asForm = (body: string | Buffer, query: Fields = {}): RequestParts => ({
  headers: { 'content-type': formType },
  query,
  body: Buffer.from(body),
});
const asJson = (body: Buffer, query: Fields = {}): RequestParts => ({
  headers: { 'content-type': 'application/json' },
  query,
  body,
});
const asGet = (query: Fields, body: Buffer = empty): RequestParts => ({
  method: 'GET',
  query,
  body,
});

describe('a GET of Twilio, all of which stands in its URL', () => {
  const query = { CallSid: 'CA1', From: '+15550100', CallStatus: 'ringing' };
  const url = `${publicUrl}?CallSid=CA1&From=%2B15550100&CallStatus=ringing`;
  const signature = signatureOf(url);

  it('verifies as Twilio signs it, whatever it calls the body that it has not', () => {
    expect(twilio.validateRequest(textSecret, signature, url, {})).toBe(true);
    expect(verify(signature, asGet(query))).toBe('verified');
    expect(verify(signature, { ...asForm(empty, query), method: 'GET' })).toBe('verified');
    expect(verify(signatureOf(publicUrl), asGet({}))).toBe('verified');
  });

  it.each([
    ['with a body', asGet(query, json)],
    ['with a form', { ...asForm('a=1', query), method: 'GET' }],
    ['by POST, without a body', asForm(empty, query)],
    ['by PUT, without a body', { method: 'PUT', query, body: empty }],
    ['by DELETE, without a body', { method: 'DELETE', query, body: empty }],
    ['by HEAD', { method: 'HEAD', query, body: empty }],
    ['with JSON', asJson(json, query)],
    ['with a form that has no fields', asForm('&&', query)],
    ['with a form whose field is empty', asForm('=', query)],
    [
      'with a form instead of its query',
      asForm(new URLSearchParams([[url.slice(publicUrl.length), '']]).toString()),
    ],
    ['with another query', asGet({ ...query, From: '+15550101' })],
    ['with more in its query', asGet({ ...query, Further: '1' })],
    ['with less in its query', asGet({ CallSid: 'CA1' })],
  ])('is refused %s', (_, parts) => {
    expect(verify(signature, parts)).toBe('rejected');
  });

  it('can not be made of a form that Twilio signed', () => {
    const form = signatureOf(publicUrl, { A: '1' });
    expect(verify(form, asForm('A=1'))).toBe('verified');
    expect(verify(form, asGet({}))).toBe('rejected');
    expect(verify(form, asGet({ A: '1' }))).toBe('rejected');
  });
});

describe("JSON of Twilio, whose signature covers the URL with the body's hash in it", () => {
  const query = { foo: '1', bodySHA256: hash };
  const signature = signatureOf(`${publicUrl}?foo=1&bodySHA256=${hash}`);

  it('verifies as Twilio signs it, wherever API Gateway puts the hash', () => {
    expect(verify(signature, asJson(json, query))).toBe('verified');
    expect(verify(signature, asJson(json, { bodySHA256: hash, foo: '1' }))).toBe('verified');
  });

  it.each([
    ['of the same bytes', asForm(json, query)],
    ['that is empty', asForm(empty, query)],
    ['without fields', asForm('&', query)],
    ['whose field is empty', asForm('=&=', query)],
    ['with the hash as a field', asForm(`bodySHA256=${hash}`, { foo: '1' })],
    ['that goes on where the URL ends', asForm(`%3Ffoo%3D1%26bodySHA256%3D${hash}=`)],
    ['that goes on behind the first parameter', asForm(`%26bodySHA256=%3D${hash}`, { foo: '1' })],
    ['that goes on within a value', asForm(`1%26bodySHA256=%3D${hash}`, { foo: '' })],
    ['that goes on within a name', asForm(`56=%3D${hash}`, { foo: '1', bodySHA2: '' })],
    [
      'that goes on within the hash',
      asForm(`${hash.slice(9)}=`, { foo: '1', bodySHA256: hash.slice(0, 9) }),
    ],
  ])('does not verify a form %s', (_, parts) => {
    expect(verify(signature, parts)).toBe('rejected');
  });

  it('does not verify a form, wherever that takes up the signed text', () => {
    const text = `foo=1&bodySHA256=${hash}`;
    const place = fc.nat({ max: text.length });
    fc.assert(
      fc.property(place, place, fc.boolean(), (one, other, isInValue) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const left = new URLSearchParams(text.slice(0, from));
        const field = [text.slice(from, to), text.slice(to)] as [string, string];
        const body = new URLSearchParams([isInValue ? field : [field.join(''), '']]).toString();
        return verify(signature, asForm(body, Object.fromEntries(left))) === 'rejected';
      }),
      runs(2_000),
    );
  });

  it.each([
    ['another body', asJson(Buffer.from('{"a":"c"}'), query)],
    ['the hash of another body', asJson(json, { foo: '1', bodySHA256: 'a'.repeat(64) })],
    ['a second hash', asJson(json, { foo: '1', bodySHA256: [hash, hash] })],
    ['no hash', asJson(json, { foo: '1' })],
    ['no body, by GET', asGet(query)],
    ['no body, by POST', asJson(empty, query)],
  ])('does not verify %s', (_, parts) => {
    expect(verify(signature, parts)).toBe('rejected');
  });
});

describe('a form of Twilio', () => {
  const fields = { Body: `see ?a=1&b=2 and ${hash}`, From: '+15550100' };
  const body = new URLSearchParams(fields).toString();

  it.each([
    ['', {}],
    ['?foo=1&bar=2', { foo: '1', bar: '2' }],
  ])('verifies at a URL that ends with "%s"', (end, query) => {
    expect(verify(signatureOf(publicUrl + end, fields), asForm(body, query))).toBe('verified');
  });

  it("does not verify JSON, even where that has its body's hash in the query", () => {
    const signature = signatureOf(publicUrl, fields);
    const form = Buffer.from(body);
    const ofForm = createHash('sha256').update(form).digest('hex');
    expect(verify(signature, asJson(form))).toBe('rejected');
    expect(verify(signature, asJson(form, { bodySHA256: ofForm }))).toBe('rejected');
    expect(verify(signature, asJson(json, { bodySHA256: hash }))).toBe('rejected');
  });
});

describe('a webhook of Twilio that a rule has signed with a shared key', () => {
  const shared = (text: string) => createHmac('sha256', textSecret).update(text).digest('base64');
  const jsonUrl = `${publicUrl}?bodySHA256=${hash}`;
  const getUrl = `${publicUrl}?CallSid=CA1`;

  it('verifies by SHA-256 over what is signed by SHA-1 otherwise', () => {
    expect(verify(shared(`${publicUrl}Body1From2`), asForm('From=2&Body=1'))).toBe('verified');
    expect(verify(shared(jsonUrl), asJson(json, { bodySHA256: hash }))).toBe('verified');
    expect(verify(shared(getUrl), asGet({ CallSid: 'CA1' }))).toBe('verified');
  });

  it('is refused with another body, and by another key', () => {
    const signature = shared(`${publicUrl}Body1From2`);
    expect(verify(signature, asForm('From=2&Body=2'))).toBe('rejected');
    const forged = createHmac('sha256', 'other').update(jsonUrl).digest('base64');
    expect(verify(forged, asJson(json, { bodySHA256: hash }))).toBe('rejected');
  });
});
