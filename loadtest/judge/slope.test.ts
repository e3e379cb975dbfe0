import { expect, it } from 'vitest';
import { type Point, slopeOf } from './slope.ts';
import { studentT99 } from './student-t.ts';

// NIST Engineering Statistics Handbook, 1.3.6.7.2: the upper 0.5 % of Student's distribution.
it.each([
  [8, 3.355],
  [10, 3.169],
  [30, 2.75],
  [100, 2.626],
])('knows how far Student varies with %i degrees of freedom', (freedom, expected) => {
  expect(studentT99(freedom) / expected).toBeCloseTo(1, 2);
});

// Anscombe's first set: y = 3 + 0.5 x, with a standard error of 0.1179.
const anscombe: readonly Point[] = [
  ...([
    [10, 8.04],
    [8, 6.95],
    [13, 7.58],
    [9, 8.81],
    [11, 8.33],
    [14, 9.96],
  ] as const),
  ...([
    [6, 7.24],
    [4, 4.26],
    [12, 10.84],
    [7, 4.82],
    [5, 5.68],
  ] as const),
];

it('fits the line, and says between which bounds it lies', () => {
  const fitted = slopeOf(anscombe);
  expect(fitted?.slope).toBeCloseTo(0.5001, 4);
  expect(fitted?.high).toBeCloseTo(0.5001 + 3.2498 * 0.1179, 2);
  expect(fitted?.low).toBeCloseTo(0.5001 - 3.2498 * 0.1179, 2);
});

it('says nothing of too few points', () => {
  expect(slopeOf(anscombe.slice(0, 9))).toBeUndefined();
});
