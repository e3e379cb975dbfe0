import { expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { isOnlySlow } from './run-scenarios.ts';

const { gates } = reportOf();
const names = gates.flatMap(({ kind, name }) => (kind === 'validity' ? [] : [name]));
const failing = (...failed: readonly string[]) =>
  isOnlySlow({
    verdict: 'failed',
    gates: gates.map((gate) => ({ ...gate, passed: !failed.includes(gate.name) })),
  });

it('repeats a run that failed by times alone', () => {
  const times = ['latency', 'ceiling', 'drain', 'age'];
  expect(names.filter((name) => failing(name))).toEqual(times);
  expect(failing(...times)).toBe(true);
  for (const name of ['lost', 'forged', 'rejected', 'unavailable']) {
    expect(failing('latency', name), name).toBe(false);
  }
});

it('repeats one that says nothing, and none that passed or could not be finished', () => {
  expect(isOnlySlow({ gates, verdict: 'invalid' })).toBe(true);
  expect(isOnlySlow({ gates, verdict: 'passed' })).toBe(false);
  expect(isOnlySlow({ gates, verdict: 'unfinished' })).toBe(false);
});
