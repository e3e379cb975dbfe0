import { expect, it } from 'vitest';
import { sizeOf } from './size-of.ts';

it('lowers only those that would send more', () => {
  const flags = { quick: true, atMost: 100, seconds: 6 };
  expect(sizeOf('smoke', flags)).toEqual({ rate: 1, seconds: 6 });
  expect(sizeOf('spike', flags)).toEqual({ rate: 100, seconds: 6 });
  expect(sizeOf('stress', flags)).toEqual({ rate: 100, seconds: 6 });
  expect(sizeOf('stress', { quick: true })).toEqual({ rate: 400, seconds: 15 });
  expect(sizeOf('stress', { rate: 50, atMost: 100 })).toEqual({ rate: 50 });
  expect(sizeOf('stress', {})).toEqual({});
});
