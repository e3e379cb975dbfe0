import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBody,
  type Envelope,
  encodeBody,
  parseEnvelope,
  withoutPast,
  writeEnvelope,
} from './envelope.ts';
import { runs } from './vectors/property-runs.ts';

const envelope: Envelope = {
  v: 1,
  deliveryId: 'd-1',
  source: 'github',
  provider: 'github',
  type: 'push',
  receivedAt: '2026-11-23T12:00:00.000Z',
  contentType: 'application/json',
  headers: { 'x-github-event': 'push' },
  body: '{}',
};

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const takenBySqs = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const someRefused = ['', '\0', '\x08', '\v', '\f', '\x1F', '\uFFFE', '\uFFFF'];

describe('the body', () => {
  it('comes out of the queue as the very bytes that went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_096 }), (bytes) => {
        const message = writeEnvelope({ ...envelope, ...encodeBody(Buffer.from(bytes)) });
        expect(decodeBody(parseEnvelope(message))).toEqual(Buffer.from(bytes));
      }),
      runs(2_000),
    );
  });

  it('never holds a character that SQS refuses', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...someRefused),
        (text, refused) => {
          const { body = '' } = encodeBody(Buffer.from(`${text}${refused}`));
          expect(body).toMatch(takenBySqs);
        },
      ),
    );
  });

  it('travels as text where it is text, so that people can read it', () => {
    expect(encodeBody(Buffer.from('{"name":"Zoë 🎉"}'))).toEqual({ body: '{"name":"Zoë 🎉"}' });
  });

  it('stands on the queue as it is, behind the line with all else', () => {
    const body = '{"quotes":"and\\nlines"}\n';
    const message = writeEnvelope({ ...envelope, body });
    const { body: _, ...fields } = envelope;
    expect(message).toBe(`${JSON.stringify(fields)}\n${body}`);
    expect(parseEnvelope(message)).toEqual({ ...envelope, body });
  });

  it('travels as base64 where it is not', () => {
    expect(encodeBody(Buffer.from([0xc3, 0x28]))).toEqual({ body: 'wyg=', bodyEncoding: 'base64' });
  });
});

describe('a message that is no envelope is refused without being quoted', () => {
  const sha256 = 'ab'.repeat(32);
  const key = `bodies/${envelope.source}/2026-11-23/${sha256}`;
  const bodyRef = { bucket: 'b', key, bytes: 1, sha256 };

  it.each<[string, string | object, string]>([
    ['an empty text', '', 'The message is not a JSON object'],
    ['a JSON array', '[]', 'The message is not a JSON object'],
    ['a version that never was', { ...envelope, v: 0 }, 'Envelope version 0 is not known'],
    [
      'a tracking id with a slash',
      { ...envelope, trackingId: 'a/b' },
      'Envelope field trackingId is not 1 to 64 letters, digits and dashes',
    ],
    [
      'a tracking id that is a number',
      { ...envelope, trackingId: 7 },
      'Envelope field trackingId is not 1 to 64 letters, digits and dashes',
    ],
    [
      'a nonce with a slash',
      { ...envelope, nonce: 'a/b' },
      'Envelope field nonce is not 1 to 64 letters, digits and dashes',
    ],
    [
      'a redrive with a number',
      { ...envelope, redrive: 7 },
      'Envelope field redrive is not a text',
    ],
    ['an aim at nothing', { ...envelope, to: [] }, 'Envelope field to is not a list of texts'],
    ['no delivery id', { ...envelope, deliveryId: '' }, 'Envelope field deliveryId is not a text'],
    ['a number for a source', { ...envelope, source: 7 }, 'Envelope field source is not a text'],
    [
      'a time that is none',
      { ...envelope, receivedAt: 'soon' },
      'Envelope field receivedAt is not a date',
    ],
    [
      'headers with a number',
      { ...envelope, headers: { a: 1 } },
      'Envelope field headers is not a record of texts',
    ],
    [
      'half an attempt',
      { ...envelope, attempts: { own: 0.5 } },
      'Envelope field attempts is not a record of whole numbers',
    ],
    [
      'attempts that are a number',
      { ...envelope, attempts: 3 },
      'Envelope field attempts is not a record of whole numbers',
    ],
    [
      'a rest without a beginning',
      { ...envelope, parkedSince: 'soon' },
      'Envelope field parkedSince is not a date',
    ],
    ['no body', { ...envelope, body: undefined }, 'Envelope field body is not a text'],
    ['a body within the line', JSON.stringify(envelope), 'Envelope field body is not a text'],
    ['a trace that is null', { ...envelope, trace: null }, 'Envelope field trace is not a text'],
    [
      'an unknown encoding',
      { ...envelope, bodyEncoding: 'gzip' },
      'Envelope field bodyEncoding is not known',
    ],
    [
      'half a reference',
      { ...envelope, bodyRef: { ...bodyRef, key: 1 } },
      'Envelope field bodyRef is malformed',
    ],
    [
      'a reference to a body of another source',
      { ...envelope, bodyRef: { ...bodyRef, key: `bodies/other/2026-11-23/${sha256}` } },
      'Envelope field bodyRef is no body of the source',
    ],
    [
      'a reference to what is no body',
      { ...envelope, bodyRef: { ...bodyRef, key: `archive/${envelope.source}/x` } },
      'Envelope field bodyRef is no body of the source',
    ],
  ])('%s', (_what, value, message) => {
    const text = typeof value === 'string' ? value : writeEnvelope(value as Envelope);
    expect(() => parseEnvelope(text)).toThrow(
      expect.objectContaining({ name: 'MalformedEnvelopeError', message }),
    );
  });

  it('a newer version is an error of its own: a deployment is under way', () => {
    expect(() => parseEnvelope(JSON.stringify({ ...envelope, v: 2 }))).toThrow(
      expect.objectContaining({ name: 'NewerEnvelopeError' }),
    );
  });

  it('takes a nonce and the destinations that are left', () => {
    const again = { ...envelope, nonce: '3f1c-2', to: ['app'] };
    expect(parseEnvelope(writeEnvelope(again))).toEqual(again);
  });

  it('takes what became of a webhook that was put back, which a new start leaves out', () => {
    const attempts = { destination: 3, own: 1 };
    const parked = { ...envelope, attempts, parkedSince: '2026-11-23T12:00:00.000Z' };
    expect(parseEnvelope(writeEnvelope(parked))).toEqual(parked);
    expect(withoutPast(parked)).toEqual(envelope);
  });

  it('does not show what stood in it', () => {
    expect(() => parseEnvelope('{"card":"4111-1111"')).toThrow(/^(?!.*4111)/);
  });

  it('takes a reference in place of a body', () => {
    const { body: _, ...rest } = envelope;
    expect(parseEnvelope(JSON.stringify({ ...rest, bodyRef }))).toEqual({ ...rest, bodyRef });
  });
});
