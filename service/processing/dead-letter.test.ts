import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anEnvelope } from '../../test/factories/envelope.ts';
import { BodyLostError, MalformedEnvelopeError, PermanentError } from '../errors.ts';
import { deadLetterOf, permanentReason } from './dead-letter.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const takenBySqs = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u;

it('holds no attribute that SQS refuses, whatever the error says and wherever it is cut', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 3 }),
      fc.constantFrom('\u{1F600}', '\0', '\uD83D', 'x'),
      fc.string({ unit: 'binary' }),
      (before, character, text) => {
        const error = 'a'.repeat(before) + character.repeat(600) + text;
        const { attributes } = deadLetterOf(anEnvelope(), 'app', 'm-1', {
          ...{ reason: 'permanent', attempts: 1, firstError: text, lastError: error },
          lastFailedAt: 0,
        });
        expect(Object.values(attributes).filter((value) => !takenBySqs.test(value))).toEqual([]);
      },
    ),
  );
});

it('leaves one of the ten attributes that SQS takes to others, beside the version of the function', () => {
  const error = 'Destination app answered 410';
  const { attributes } = deadLetterOf(anEnvelope(), 'app', 'm-1', {
    ...{ reason: 'refused', attempts: 2, firstError: error, lastError: error, status: 410 },
    ...{ firstFailedAt: 0, lastFailedAt: 60_000 },
  });
  expect(attributes.failed).toBe('1970-01-01T00:00:00.000Z/1970-01-01T00:01:00.000Z');
  expect(Object.keys({ ...attributes, version: '7' }).length).toBeLessThan(10);
});

it.each([
  ['permanent', new PermanentError('refused')],
  ['body-lost', new BodyLostError('gone')],
  ['malformed', new MalformedEnvelopeError('no JSON')],
])('takes an error for permanent by its class: %s', (reason, error) => {
  expect(permanentReason(error)).toBe(reason);
});

it.each(['constructor', 'BodyLostError', 'PermanentError'])(
  'takes no error of a transform for permanent because of its name: %s',
  (name) => {
    expect(permanentReason(Object.assign(new Error('of a transform'), { name }))).toBeUndefined();
  },
);
