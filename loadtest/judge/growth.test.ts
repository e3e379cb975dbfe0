import { describe, expect, it } from 'vitest';
import { startOfRun } from '../fixtures/run.ts';
import { createSteps, phaseOf } from '../fixtures/steps.ts';
import type { RunRecord } from '../run-record.ts';
import { growthsOf } from './growth.ts';
import { judge } from './verdict.ts';

const phases = [phaseOf('warm-up', 5, 10), phaseOf('sustained', 60, 20)];

const noise = (second: number) => 5 * Math.sin(7 * second);
const growing = (second: number) => 20 + second + noise(second);

/** @param bytesPerSecond by how much the stage's process grows */
const memoryOf = (bytesPerSecond: number): RunRecord['memory'] =>
  Array.from({ length: 65 }, (_, second) => ({
    at: startOfRun + second * 1000,
    bytes: 600e6 + bytesPerSecond * second + 1e6 * noise(second),
  }));

const failedGates = (record: RunRecord) =>
  judge(record)
    .gates.filter(({ passed, kind }) => kind === 'service' && !passed)
    .map(({ name }) => name);

it('shows no growth in what only varies', () => {
  const record = createSteps('soak', phases, { latencyMs: (second) => 20 + noise(second) });
  const { latency } = growthsOf(record, startOfRun);

  expect(latency?.low).toBeLessThan(0);
  expect(latency?.high).toBeGreaterThan(0);
  expect(failedGates({ ...record, memory: memoryOf(0) ?? [] })).toEqual([]);
});

it('tells by which share of its mean a figure grew', () => {
  const { latency, memory } = growthsOf(
    { ...createSteps('soak', phases, { latencyMs: growing }), memory: memoryOf(2e6) ?? [] },
    startOfRun,
  );
  expect(latency?.share).toBeGreaterThan(0.8);
  expect(memory?.share).toBeCloseTo(0.18, 1);
});

describe('a soak fails', () => {
  it('where the p99 of its answers grows', () => {
    expect(failedGates(createSteps('soak', phases, { latencyMs: growing }))).toEqual([
      'latencyGrowth',
    ]);
  });

  it('where webhooks wait longer and longer', () => {
    expect(failedGates(createSteps('soak', phases, { waitMs: growing }))).toEqual(['ageGrowth']);
  });

  it('where the memory of the stage grows', () => {
    const record = createSteps('soak', phases, {});
    expect(failedGates({ ...record, memory: memoryOf(2e6) ?? [] })).toEqual(['memoryGrowth']);
  });

  it('where it is too short to show anything', () => {
    const short = createSteps('soak', [phaseOf('sustained', 40, 20)], {});
    expect(failedGates(short)).toEqual(['latencyGrowth', 'ageGrowth']);
  });
});
