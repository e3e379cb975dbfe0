import { expect, it } from 'vitest';
import { holm } from './holm.ts';

// https://en.wikipedia.org/wiki/Holm%E2%80%93Bonferroni_method: its example with four hypotheses.
it('finds what the example of Wikipedia has', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);

  [0.03, 0.06, 0.06, 0.02].forEach((p, index) => void expect(adjusted[index]).toBeCloseTo(p, 12));
});

it('leaves a single one as it is, and gives none more than 1', () => {
  expect(holm([0.004])).toEqual([0.004]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
