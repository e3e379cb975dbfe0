import { expect, it } from 'vitest';
import { type Point, slopeOf } from './slope.ts';
import { studentT99 } from './student-t.ts';

// https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm: the upper 0.5 % of Student's distribution.
it.each([
  [8, 3.355],
  [10, 3.169],
  [20, 2.845],
  [30, 2.75],
  [60, 2.66],
  [100, 2.626],
])('knows how far Student varies with %i degrees of freedom', (freedom, expected) => {
  expect(studentT99(freedom) / expected).toBeCloseTo(1, 2);
});

// https://www.itl.nist.gov/div898/strd/lls/data/Norris.shtml: readings of ozone monitors.
const x = [
  0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777, 558.2, 0.4, 0.6, 775.5, 666.9,
  338, 447.5, 11.6, 556, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999, 779, 11.1,
  118.3, 229.2, 669.1, 448.9, 0.5,
];
const y = [
  0.1, 338.8, 118.1, 888, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8,
  339.3, 448.9, 10.8, 557.7, 228.3, 998, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888, 998.5, 778.9,
  10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
];
const norris = x.map((value, index): Point => [value, y[index] ?? Number.NaN]);

it('fits the line that NIST certifies, to the bounds that its standard error gives', () => {
  const fitted = slopeOf(norris);
  const [slope, standardError] = [1.00211681802045, 0.429796848199937e-3];

  expect(fitted?.slope).toBeCloseTo(slope, 12);
  const half = ((fitted?.high ?? 0) - (fitted?.low ?? 0)) / 2;
  expect(half / studentT99(norris.length - 2) / standardError).toBeCloseTo(1, 9);
  expect((fitted?.low ?? 0) + half).toBeCloseTo(slope, 12);
});

it('says nothing of too few points', () => {
  expect(slopeOf(norris.slice(0, 9))).toBeUndefined();
});
