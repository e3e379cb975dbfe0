import { expect, it } from 'vitest';
import { parseSeries } from './parse-series.ts';

it.each([
  ['7', [[[1, 7]]]],
  ['-0.5', [[[1, -0.5]]]],
  ['_', [undefined]],
  ['1 _x2 3x2', [[[1, 1]], undefined, undefined, [[1, 3]], [[1, 3]]]],
  ['0+10x3', [[[1, 0]], [[1, 10]], [[1, 20]]]],
  ['(_ 1)x2 3', [undefined, [[1, 1]], undefined, [[1, 1]], [[1, 3]]]],
  ['30+-10x2', [[[1, 30]], [[1, 20]]]],
  [
    '99*5&1*800',
    [
      [
        [99, 5],
        [1, 800],
      ],
    ],
  ],
] as const)('reads %s', (text, minutes) => {
  expect(parseSeries(text)).toEqual(minutes);
});

it.each(['', 'x5', '1x', 'a', '5*', '1y5', '(1'])('refuses %j', (text) => {
  expect(() => parseSeries(text)).toThrow('is not a stretch of a series');
});
