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
        const failure = { reason: 'permanent', attempts: 1, firstError: text, lastError: error };
        const { attributes } = deadLetterOf(anEnvelope(), 'app', 'm-1', failure as never);
        expect(Object.values(attributes).filter((value) => !takenBySqs.test(value))).toEqual([]);
      },
    ),
  );
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
