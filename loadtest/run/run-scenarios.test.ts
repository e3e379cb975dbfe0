import { expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { isOnlySlow } from './run-scenarios.ts';

const { gates } = reportOf();
const names = gates.map(({ name }) => name);
const failing = (...failed: readonly string[]) => ({
  gates: gates.map((gate) => ({ ...gate, passed: !failed.includes(gate.name) })),
});

it.each(names)(
  'repeats a run that failed by %s only where that is a time, or the generator’s',
  (name) => {
    const slow = ['ceiling', 'latency', 'drain', 'age', 'subject', 'rate', 'lateness', 'generator'];
    expect(isOnlySlow(failing(name))).toBe(slow.includes(name));
  },
);

it('repeats none that passed, or was wrong as well as late', () => {
  expect(isOnlySlow(failing())).toBe(false);
  expect(isOnlySlow(failing('lateness', 'ceiling'))).toBe(true);
  expect(isOnlySlow(failing('lateness', 'lost'))).toBe(false);
  expect(isOnlySlow(failing('lateness', 'rejected'))).toBe(false);
});
