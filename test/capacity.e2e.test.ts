import { expect, it } from 'vitest';
import { compareFigures, toleratedDifference } from '../loadtest/predicted/compare-figures.ts';
import { figuresOf } from '../loadtest/predicted/figures-of.ts';
import { measureSpike } from '../loadtest/predicted/measure-spike.ts';
import { predictFigures } from '../loadtest/predicted/predict-figures.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

it('a spike leaves the backlog, the wait and the drain that the model of docs/capacity.md predicts', async () => {
  const { sent, accepted, passages, processingMs } = await measureSpike(startFixtureStack);

  expect(accepted).toBe(sent);
  const compared = compareFigures(predictFigures(passages, processingMs), figuresOf(passages));
  for (const { name, measured, difference } of compared) {
    expect(measured, name).toBeGreaterThan(1);
    expect(Math.abs(difference), JSON.stringify(compared)).toBeLessThan(toleratedDifference);
  }
}, 90_000);
