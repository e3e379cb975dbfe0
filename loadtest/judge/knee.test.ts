import { expect, it } from 'vitest';
import { createSteps, phaseOf } from '../fixtures/steps.ts';
import type { RunRecord } from '../run-record.ts';
import { kneeOf } from './knee.ts';
import { measure } from './measure.ts';

const phases = [
  phaseOf('calm', 5, 20),
  phaseOf('step 1', 10, 40),
  phaseOf('step 2', 10, 50),
  phaseOf('step 3', 10, 60),
];
/** The second in which the third step begins. */
const third = 25;

const kneeIn = (record: RunRecord) => kneeOf(record, measure(record));

it('finds none where each step is taken as fast as the calm phase', () => {
  const { broken, held, steps } = kneeIn(createSteps('breakpoint', phases, {}));

  expect(broken).toBeUndefined();
  expect(held).toMatchObject({ name: 'step 3', offered: 60, completed: 60 });
  expect(steps).toHaveLength(3);
});

it('counts as many under way as Little says, while the stage keeps up', () => {
  const [, step] = kneeIn(createSteps('breakpoint', phases, { latencyMs: () => 200 })).steps;

  expect(step?.byLittlesLaw).toBeCloseTo(10, 0);
  expect((step?.inProgress ?? 0) / (step?.byLittlesLaw ?? 1)).toBeCloseTo(1, 1);
});

it('finds it where the p99 is more than twice that of the calm phase', () => {
  const latencyMs = (second: number) => (second >= third ? 30 : 12);
  const { broken, held } = kneeIn(createSteps('breakpoint', phases, { latencyMs }));

  expect(broken).toMatchObject({ name: 'step 3', reason: 'latency', p99: 30 });
  expect(held?.name).toBe('step 2');
});

it('finds it where fewer than 98 of 100 are completed in their step', () => {
  const latencyMs = (second: number) => (second >= third ? 500 : 12);
  const { broken } = kneeIn(createSteps('breakpoint', phases, { latencyMs }));

  expect(broken).toMatchObject({ name: 'step 3', reason: 'completions' });
  expect(broken?.completed).toBeLessThan(0.98 * 60);
});

it('finds it where webhooks wait longer and longer for three minutes', () => {
  const long = [phaseOf('calm', 5, 2), phaseOf('step 1', 200, 4)];
  const waits = (perSecond: number) =>
    kneeIn(createSteps('breakpoint', long, { waitMs: (second) => 50 + perSecond * second }));

  expect(waits(10).broken).toMatchObject({ name: 'step 1', reason: 'age' });
  expect(waits(1).broken).toBeUndefined();
});

it('says that it was the generator, not the stage, where that sent too late', () => {
  const latenessMs = (second: number) => (second >= third ? 300 : 0);
  const latencyMs = (second: number) => latenessMs(second) + 12;
  const { broken } = kneeIn(createSteps('breakpoint', phases, { latenessMs, latencyMs }));

  expect(broken?.reason).toBe('generator');
});
