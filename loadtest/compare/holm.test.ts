import { expect, it } from 'vitest';
import { holm } from './holm.ts';

// https://en.wikipedia.org/wiki/Holm%E2%80%93Bonferroni_method: its example with four hypotheses.
it('finds what the example of Wikipedia has', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);

  [0.03, 0.06, 0.06, 0.02].forEach((p, index) => void expect(adjusted[index]).toBeCloseTo(p, 12));
});

// statsmodels/statsmodels, statsmodels/stats/tests/test_multi.py: what R's package multtest makes of them, column Holm.
it.each([
  {
    of: [
      [0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238],
      [0.177096952723, 5.23656777208e-5, 0.0202732688798, 0.00028140506198, 0.0149877310796],
    ].flat(),
    is: [1, 1, 1, 1, 1, 1, 5.23656777208e-4, 0.141912882158, 0.00253264555782, 0.119901848637],
  },
  {
    of: [0.002, 0.004, 0.006, 0.008, 0.01, 0.012],
    is: [0.012, 0.02, 0.024, 0.024, 0.024, 0.024],
  },
  {
    of: [0.001, 0.002, 0.003, 0.004, 0.005, 0.05, 0.06, 0.07, 0.08, 0.09],
    is: [0.01, 0.018, 0.024, 0.028, 0.03, 0.25, 0.25, 0.25, 0.25, 0.25],
  },
])('finds what R has of $of', ({ of, is }) => {
  holm(of).forEach((p, index) => void expect(p).toBeCloseTo(is[index] ?? Number.NaN, 11));
});

it('leaves a single one as it is, and gives none more than 1', () => {
  expect(holm([0.004])).toEqual([0.004]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
