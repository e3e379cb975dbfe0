import { describe, expect, it } from 'vitest';
import { createRedaction } from './redact.ts';

const { text, keepsOutputOf } = createRedaction(['development-secret', 'short']);

describe('what is kept of a text', () => {
  it.each([
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '(hidden)'],
    ['key sk_live_51H8abcdefgh.', 'key (hidden).'],
    ['ghp_0123456789abcdefghijklmnopqrstuvwxyz', '(hidden)'],
    ['AKIAIOSFODNN7EXAMPLE', '(hidden)'],
    ['Authorization: Bearer abc.def-ghi_jkl', 'Authorization: Bearer (hidden)'],
    ['https://x/?X-Amz-Signature=0123456789abcdef&a=b', 'https://x/?X-Amz-Signature=(hidden)&a=b'],
    ['export AWS_SECRET_ACCESS_KEY=abc/def', 'export AWS_SECRET_ACCESS_KEY=(hidden)'],
    ['{"SecretString": "a\\"b", "Name": "n"}', '{"SecretString": "(hidden)", "Name": "n"}'],
    ['a\n-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\nb', 'a\n(hidden)\nb'],
    ['-----BEGIN EC PRIVATE KEY-----\ncut off', '(hidden)'],
    ['it is development-secret', 'it is (hidden)'],
  ])('hides the secret of %j', (whole, kept) => {
    expect(text(whole)).toBe(kept);
  });

  it.each([
    'a short word',
    '0123456789ab  refused at app (push): Destination app answered 410',
    'webhook rejected reason=invalid-signature explanation="no secret matches"',
    'arn:aws:sqs:eu-west-1:000000000000:spillway-dev-intake',
  ])('leaves %j', (whole) => {
    expect(text(whole)).toBe(whole);
  });
});

it.each([
  ['npx spillway secrets rotate github', false],
  ['npx spillway secrets list', true],
  ['npx spillway deliveries show d-1 --body', false],
  ['npx spillway dlq summary', true],
  ['aws secretsmanager get-secret-value --secret-id x', false],
  ['aws secretsmanager describe-secret --secret-id x', true],
  ['aws sqs receive-message --queue-url x', false],
])('keeps the output of %s: %s', (command, is) => {
  expect(keepsOutputOf(command)).toBe(is);
});
