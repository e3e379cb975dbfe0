import { expect, it } from 'vitest';
import { explainError } from './explain-error.ts';

const lines = { same: () => 'npx spillway', other: () => '' };
const fetchFailed = (code: string) =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error(`connect ${code} 127.0.0.1:1`), { code }),
  });

it.each(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET'])(
  'says what fetch failed for: %s',
  (code) => {
    const embedded = explainError(fetchFailed(code), { name: 'dev', isEmbedded: true }, lines);
    expect(embedded.message).toBe('The embedded stack does not answer.');
    const deployed = explainError(fetchFailed(code), { name: 'prod', isEmbedded: false }, lines);
    expect(deployed.message).toBe(`AWS can't be reached: connect ${code} 127.0.0.1:1`);
  },
);

it('keeps the words of what is unexpected', () => {
  const error = new RangeError('Out of range', { cause: new Error('deeper') });
  const explained = explainError(error, { name: 'dev', isEmbedded: true }, lines);
  expect(explained).toMatchObject({ message: 'RangeError: Out of range', remedy: undefined });
});

it.each([
  ['ThrottlingException', 'AWS is asked too often: Rate exceeded', /in a minute/],
  ['Throttling', 'AWS is asked too often: Rate exceeded', /in a minute/],
  ['UnrecognizedClientException', 'AWS does not take the credentials: Rate exceeded', /Sign in/],
])('says what to do about %s of AWS', (name, message, remedy) => {
  const error = Object.assign(new Error('Rate exceeded'), { name });
  const explained = explainError(error, { name: 'dev', isEmbedded: false }, lines);
  expect(explained).toMatchObject({ message, remedy: expect.stringMatching(remedy) });
});
