import { expect, it } from 'vitest';
import { createSteps, phaseOf } from '../fixtures/steps.ts';
import { judge } from './verdict.ts';

const phases = [phaseOf('calm', 5, 20), phaseOf('sustained', 10, 100)];
const isPast = (second: number) => second >= 5;

/** A stress run whose answers, counted from due, and whose sending were as late as this in the sustained phase. */
const stress = (latencyMs: number, latenessMs: number) =>
  judge(
    createSteps('stress', phases, {
      latencyMs: (second) => (isPast(second) ? latencyMs : 12),
      latenessMs: (second) => (isPast(second) ? latenessMs : 0),
    }),
  );

it('passes a stress run that pressed the stage, though the sender beside it fell behind', () => {
  expect(stress(3000, 1000).verdict).toBe('passed');
});

it('passes one that the stage took without being pressed', () => {
  expect(stress(12, 0).verdict).toBe('passed');
});

it('calls one invalid whose sender fell behind while the stage answered at once', () => {
  const { verdict, gates } = stress(1012, 1000);
  expect(verdict).toBe('invalid');
  expect(gates.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['pressure']);
});

it('calls a spike invalid in any case whose sender fell behind', () => {
  const late = { latencyMs: () => 3000, latenessMs: () => 1000 };
  expect(judge(createSteps('spike', phases, late)).verdict).toBe('invalid');
});
