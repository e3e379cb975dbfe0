import { expect, it } from 'vitest';
import { createRun, plan, startOfRun, withAnswers } from '../fixtures/run.ts';
import { requestsOf } from '../samples/requests.ts';
import { byPhase } from './by-phase.ts';
import { hdrPercentilesOf } from './hdr-percentiles.ts';

const { samples } = createRun();
const phasesOf = (changed = samples) =>
  byPhase(plan.phases, requestsOf(changed, plan.timeoutMs), startOfRun);

it('counts each webhook in the phase in which it was due', () => {
  expect(phasesOf()).toMatchObject([
    { name: 'calm', from: 0, to: 2, sent: 4, accepted: 4, total: { count: 4 } },
    { name: 'sustained', from: 2, to: 12, sent: 200, accepted: 200, total: { count: 200 } },
  ]);
});

it('tells the phases apart: a slow one leaves the other as it was', () => {
  const slow = withAnswers(samples, (one) => [
    one.at < startOfRun + 2000 ? { ...one, at: one.at + 888 } : one,
  ]);
  const [calm, sustained] = phasesOf(slow);

  expect(calm?.total?.p50).toBeCloseTo(900, 0);
  expect(sustained?.total?.p99).toBeCloseTo(12, 1);
});

it('counts what nobody answered as long as its sender waited, and among the answers not at all', () => {
  const [calm] = phasesOf(withAnswers(samples, (one) => (one.request === '1-0' ? [] : [one])));

  expect(calm).toMatchObject({ sent: 4, accepted: 3, firstByte: { count: 3 } });
  expect(calm?.total?.max).toBe(10_000);
});

it('finds each percentile to 0.1 %', () => {
  const values = Array.from({ length: 10_000 }, (_, index) => (index + 1) / 7);
  const found = hdrPercentilesOf(values);

  expect(found).toMatchObject({ count: 10_000, max: 10_000 / 7 });
  for (const [name, rank] of [
    ['p50', 5000],
    ['p99', 9900],
    ['p999', 9990],
  ] as const) {
    expect((found?.[name] ?? 0) / (rank / 7)).toBeCloseTo(1, 2);
    expect(Math.abs((found?.[name] ?? 0) / (rank / 7) - 1)).toBeLessThan(0.001);
  }
});
