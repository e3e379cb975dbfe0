import { expect, it } from 'vitest';
import { findPage } from './find-page.ts';

const pages = [
  'api-4xx',
  'dlq-age',
  'dlq-not-empty',
  'signature-failures',
  'availability-burn-fast',
];
const lines = {
  same: ({ stage = 'dev' } = {}) => `npx spillway runbook --stage ${stage}`,
  other: () => '',
};
const find = (given: string) => findPage(given, pages, { stage: 'dev', lines });

it.each([
  ['dlq-not-empty', { alarm: 'dlq-not-empty', pageName: 'dlq-not-empty' }],
  ['spillway-dev-dlq-not-empty', { alarm: 'dlq-not-empty', pageName: 'dlq-not-empty' }],
  ['runbooks/dlq-age.md', { alarm: 'dlq-age', pageName: 'dlq-age' }],
  [
    'signature-failures-shop',
    { alarm: 'signature-failures-shop', pageName: 'signature-failures', of: 'shop' },
  ],
  [
    'spillway-dev-signature-failures-my-shop',
    { alarm: 'signature-failures-my-shop', pageName: 'signature-failures', of: 'my-shop' },
  ],
])('finds the page of %s', (given, found) => {
  expect(find(given)).toEqual(found);
});

it('says which page may be meant', () => {
  expect(() => find('dlq-not-emty')).toThrow('Did you mean dlq-not-empty?');
});

it('refuses an alarm of another stage, and says how to walk its page there', () => {
  expect(() => find('spillway-prod-dlq-age')).toThrow(
    expect.objectContaining({
      message: 'spillway-prod-dlq-age is an alarm of the stage prod, and this is dev.',
      remedy: 'To walk its page there: npx spillway runbook --stage prod',
      exitCode: 2,
    }),
  );
});

it.each([
  'signature-failures-\n/../../../../x',
  'signature-failures-a\u0000b',
  'signature-failures-..\\..\\x',
  `signature-failures-${'x'.repeat(300)}`,
])('has no page for a name that would be another file: %j', (given) => {
  expect(() => find(given)).toThrow('There is no page for');
});
