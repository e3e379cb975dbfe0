import { expect, it } from 'vitest';
import { decodePart } from './decode-part.ts';

it.each([
  ['a%20b', 'a b'],
  ['%', '%'],
  ['50%-off', '50%-off'],
  ['%ff', '%ff'],
  ['%E2%82', '%E2%82'],
])('reads %s as %s', (text, expected) => {
  expect(decodePart(text)).toBe(expected);
});
