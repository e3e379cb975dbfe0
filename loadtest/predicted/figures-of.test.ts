import { expect, it } from 'vitest';
import { compareFigures } from './compare-figures.ts';
import { figuresOf, intakeOf } from './figures-of.ts';
import { predictFigures } from './predict-figures.ts';

/** Ten a second for four seconds, of which two a second are handled. */
const passages = Array.from({ length: 40 }, (_, index) => ({
  receivedAt: 1_000_000 + index * 100,
  arrivedAt: 1_000_000 + (index + 1) * 500,
}));

it('reads backlog, drain and longest wait from when each webhook came and was delivered', () => {
  // The last one comes after 3.9 s, and is delivered after 20.
  expect(figuresOf(passages)).toEqual({
    ...{ peakBacklog: 33, drainSeconds: 16.1, peakAgeSeconds: 16.1 },
  });
});

it('reads how fast they came', () => {
  const { offered, seconds } = intakeOf(passages);
  expect(seconds).toBeCloseTo(3.9);
  expect([offered(0), offered(2.1), offered(3.99), offered(4.1)]).toEqual([10, 10, 10, 0]);
});

it('tells a prediction that has nothing to do with the run', () => {
  // Three pollers that need 1 s for a batch handle thirty a second.
  const compared = compareFigures(predictFigures(passages, 1000), figuresOf(passages));
  for (const { difference } of compared) expect(difference).toBeLessThan(-0.3);
});
