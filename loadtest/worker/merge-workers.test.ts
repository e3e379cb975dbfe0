import { expect, it } from 'vitest';
import { createRun, plan } from '../fixtures/run.ts';
import { judge } from '../judge/verdict.ts';
import type { Sample } from '../samples/sample.ts';
import { mergeWorkers } from './merge-workers.ts';

const { samples } = createRun();
const own = { ...plan, machines: 2, stage: 'prod' };

/** What a worker that began so many milliseconds later than usual leaves. */
function left(worker: string, delayMs = 0, changes: Partial<typeof own> = {}): readonly Sample[] {
  const later = samples.map((one): Sample => {
    if (one.kind === 'load') return { ...one, worker: `${worker}.1` };
    if (one.kind !== 'sent') return one;
    return { ...one, dueAt: one.dueAt + delayMs, sentAt: one.sentAt + delayMs };
  });
  return [{ ...own, at: own.at + delayMs, ...changes }, ...later];
}

const partsOf = (...names: readonly string[]) => new Map(names.map((name) => [name, left(name)]));

it('adds up the rates of all workers, and what each of them sent', () => {
  const merged = mergeWorkers(partsOf('a', 'b'), ['a', 'b']);

  expect(merged.plan.phases.map(({ arrivalRate }) => arrivalRate)).toEqual([4, 40]);
  expect(merged.samples.filter(({ kind }) => kind === 'sent')).toHaveLength(408);
  expect(merged.samples.some(({ kind }) => kind === 'plan')).toBe(false);
});

it('says how far apart they began', () => {
  const parts = new Map([
    ['a', left('a')],
    ['b', left('b', 700)],
  ]);
  expect(mergeWorkers(parts, []).workers.withinMs).toBe(700);
  expect(mergeWorkers(parts, []).plan.at).toBe(plan.at);
});

it('counts on those that left nothing, and names those of them that began', () => {
  const { plan: merged, workers } = mergeWorkers(partsOf('a'), ['a', 'b']);

  expect(workers).toMatchObject({ expected: 2, left: ['a'], silent: ['b'] });
  expect(merged.phases[1]?.arrivalRate).toBe(40);
});

it('makes a run without one of them invalid', () => {
  const { plan: merged, samples: sent, workers } = mergeWorkers(partsOf('a'), []);
  const record = createRun({
    plan: { ...merged, webhooks: plan.webhooks },
    samples: sent,
    workers,
  });
  const { verdict, gates } = judge(record);

  expect(verdict).toBe('invalid');
  expect(gates.find(({ name }) => name === 'workers')).toMatchObject({ value: 1, limit: 2 });
});

it('judges a run on one machine without asking for workers', () => {
  expect(judge(createRun()).gates.map(({ name }) => name)).not.toContain('workers');
});

it.each([
  ['another scenario', { scenario: 'soak' }],
  ['another stage', { stage: 'dev' }],
  ['another number of workers', { machines: 3 }],
])('merges no workers of two runs: %s', (_, changes) => {
  const parts = new Map([
    ['a', left('a')],
    ['b', left('b', 0, changes)],
  ]);
  expect(() => mergeWorkers(parts, [])).toThrow('a and b did not send the same');
});

it('says who began where nobody left anything', () => {
  expect(() => mergeWorkers(new Map(), ['a'])).toThrow('No worker left its samples. Began: a.');
});
