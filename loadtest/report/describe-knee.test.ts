import { expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { createSteps, phaseOf } from '../fixtures/steps.ts';
import { describeKnee } from './describe-knee.ts';

const phases = [phaseOf('calm', 5, 20), phaseOf('step 1', 10, 40), phaseOf('step 2', 10, 50)];

const told = (slowFrom: number) =>
  describeKnee(
    reportOf(
      createSteps('breakpoint', phases, { latencyMs: (second) => (second >= slowFrom ? 50 : 10) }),
    ),
  );

it('says which rate held, what was too much, and why', () => {
  expect(told(15)).toEqual([
    "40/s held (step 1): 0.4 under way, 0.4 by Little's law.",
    'The knee is at 50/s (step 2): a p99 of 50 ms is over twice that of the calm phase.',
  ]);
});

it('says so where no step held, and where none was too much', () => {
  expect(told(5)[0]).toBe('No step held.');
  expect(told(100)[1]).toContain('the knee is beyond the last one');
});

it('says nothing of a run without steps', () => {
  expect(describeKnee(reportOf())).toEqual([]);
});
