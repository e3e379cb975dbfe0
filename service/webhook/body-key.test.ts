import { expect, it } from 'vitest';
import { bodyKey, isBodyKey } from './body-key.ts';

const sha256 = 'ab'.repeat(32);

it('the key of a body is one of its source', () => {
  const key = bodyKey('github', '2026-11-23', sha256);
  expect(key).toBe(`bodies/github/2026-11-23/${sha256}`);
  expect(isBodyKey('github', { key, sha256 })).toBe(true);
});

it.each([
  ['of another source', `bodies/stripe/2026-11-23/${sha256}`],
  ['of a source whose name begins so', `bodies/github-2/2026-11-23/${sha256}`],
  ['of the archive', `archive/github/2026-11-23/${sha256}`],
  ['that leads out of the bodies', `bodies/github/../../archive/github/2026-11-23/${sha256}`],
  ['that leads to another body', `bodies/github/2026-11-23/${'cd'.repeat(32)}`],
  ['without a day', `bodies/github/${sha256}`],
  ['of another depth', `bodies/github/x/2026-11-23/${sha256}`],
  ['that is empty', ''],
])('a key is none %s', (_what, key) => {
  expect(isBodyKey('github', { key, sha256 })).toBe(false);
});

it('a hash that is none makes no key', () => {
  const odd = '../archive';
  expect(isBodyKey('github', { key: `bodies/github/2026-11-23/${odd}`, sha256: odd })).toBe(false);
});
