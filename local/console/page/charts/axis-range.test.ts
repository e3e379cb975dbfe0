import { expect, it } from 'vitest';
import { axisRange } from './axis-range.ts';

it.each([
  ['from zero to a little over the largest value', {}, [], [2, 100], [0, 106]],
  ['to a threshold that is higher', {}, [200], [2, 100], [0, 212]],
  [
    'from its own minimum, even where it is cut off',
    { min: 99, max: 100 },
    [99.9],
    [0, 100],
    [99, 100],
  ],
  ['past its own maximum for a threshold', { min: 0, max: 100 }, [120], [0, 100], [0, 120]],
  ['below zero where a value is', {}, [], [-50, 50], [-56, 56]],
  ['somewhere where nothing was measured', {}, [], [null, null], [0, 1]],
] as const)('goes %s', (_, axis, thresholds, [least, most], expected) => {
  const lines = thresholds.map((at) => ({ at, label: '' }));
  expect(axisRange(axis, lines, least, most)).toEqual(expected);
});
