import { describe, expect, it } from 'vitest';
import { createRun, plan, startOfRun, withAnswers } from '../fixtures/run.ts';
import type { Observation, RunRecord } from '../run-record.ts';
import type { Sent } from '../samples/sample.ts';
import { judge } from './verdict.ts';

const usual = createRun();

const failedGates = (record: RunRecord) =>
  judge(record)
    .gates.filter(({ passed }) => !passed)
    .map(({ name }) => name);

/** The scenario, with the request 1-8 as one that it is about. */
const scenario = (name: string, change: Partial<Sent>, record: Partial<RunRecord> = {}) =>
  createRun({
    plan: { ...plan, scenario: name },
    samples: usual.samples.map((one) =>
      one.kind === 'sent' && one.request === '1-8' ? { ...one, ...change } : one,
    ),
    ...record,
  });

const withoutSight = (record: RunRecord, ...names: readonly Observation[]): RunRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.some((one) => one === name)),
  ) as unknown as RunRecord;

const withoutTheEighth = usual.arrivals.filter(({ deliveryId }) => deliveryId !== 'delivery-8');
const poisoned = { arrivals: withoutTheEighth, deadLetters: ['delivery-8'] };
const alarm = (name: string, seconds = 60) => ({ name, from: startOfRun + seconds * 1000 });

it.each(['hostile', 'duplicates', 'poison', 'large'])(
  'calls %s invalid when nothing was sent that it is about',
  (name) => {
    const record = scenario(name, {});
    expect(failedGates(record)).toEqual(['subject']);
    expect(judge(record).verdict).toBe('invalid');
  },
);

it.each(['smoke', 'stress', 'breakpoint', 'soak', 'one-of-a-user'])(
  'calls %s invalid when nothing was sent',
  (name) => {
    const nothing = { warmUp: [], samples: [], arrivals: [] };
    expect(judge(scenario(name, {}, nothing)).verdict).toBe('invalid');
  },
);

describe('bodies that are larger than a message', () => {
  const large = { intent: 'large', bytes: 300_000 } as const;

  it('have to wait in the bucket', () => {
    expect(failedGates(scenario('large', large, { claimChecked: ['delivery-8'] }))).toEqual([]);
    const record = scenario('large', large, { claimChecked: [] });
    expect(failedGates(record)).toEqual(['claimCheck']);
    expect(judge(record).verdict).toBe('failed');
    const samples = record.samples.map((one) =>
      one.kind === 'load' ? { ...one, cpuShare: 1 } : one,
    );
    expect(judge({ ...record, samples }).verdict).toBe('failed');
  });

  it('pass no run where nobody looked', () => {
    const { verdict, notLookedAt } = judge(withoutSight(scenario('large', large), 'claimChecked'));
    expect(notLookedAt.map(({ gate }) => gate)).toEqual(['claimCheck']);
    expect(verdict).toBe('unfinished');
  });
});

describe('alarms', () => {
  it('fail a run that nobody expected them in', () => {
    const record = scenario('spike', {}, { alarms: [alarm('queue-age')] });
    expect(failedGates(record)).toEqual(['alarms']);
    expect(judge(record).verdict).toBe('failed');
  });

  it('may be those that the scenario is about, of one source too', () => {
    const old = { intent: 'old', refusal: 'timestamp-expired' } as const;
    const named = (name: string) =>
      failedGates(
        scenario('hostile', old, { arrivals: withoutTheEighth, alarms: [alarm(name)] }),
      ).includes('alarms');
    expect(named('signature-failures-github')).toBe(false);
    expect(named('api-5xx')).toBe(true);
  });

  it('may be any under more than a stage is made for', () => {
    expect(failedGates(scenario('stress', {}, { alarms: [alarm('queue-age')] }))).toEqual([]);
  });

  it('have to tell of poison in time', () => {
    const failedWith = (alarms: RunRecord['alarms'] = []) =>
      failedGates(scenario('poison', { intent: 'poison' }, { ...poisoned, alarms }));
    expect(failedWith([alarm('dlq-not-empty')])).toEqual([]);
    expect(failedWith([alarm('dlq-not-empty', 200)])).toEqual(['poisonAlarm']);
    expect(failedWith([])).toEqual(['poisonAlarm']);
  });

  it('of poison fail a run whose sender was late, which would be run again else', () => {
    const samples = scenario('poison', { intent: 'poison' }).samples.map((one) =>
      one.kind === 'load' ? { ...one, cpuShare: 1 } : one,
    );
    const verdictWith = (alarms: RunRecord['alarms'] = []) =>
      judge(createRun({ ...poisoned, plan: { ...plan, scenario: 'poison' }, samples, alarms }))
        .verdict;
    expect(verdictWith([alarm('dlq-not-empty')])).toBe('invalid');
    expect(verdictWith([alarm('dlq-not-empty', 200)])).toBe('failed');
    expect(verdictWith([])).toBe('failed');
  });

  it('pass no run where nobody looked, and say why and what to do', () => {
    const poison = withoutSight(scenario('poison', { intent: 'poison' }, poisoned), 'alarms');
    const { verdict, notLookedAt } = judge({ ...poison, blind: { alarms: 'Denied.' } });
    expect(notLookedAt.map(({ gate }) => gate)).toEqual(['alarms', 'poisonAlarm']);
    expect(notLookedAt[0]).toMatchObject({
      why: 'Denied.',
      remedy: expect.stringContaining('cloudwatch:DescribeAlarms'),
    });
    expect(verdict).toBe('unfinished');
  });

  it('can not tell of poison in time where it was on before', () => {
    const alarms = [alarm('dlq-not-empty', -60)];
    const { verdict, gates, notLookedAt } = judge(
      scenario('poison', { intent: 'poison' }, { ...poisoned, alarms }),
    );
    expect(gates.filter(({ passed }) => !passed)).toEqual([]);
    expect(notLookedAt.map(({ gate }) => gate)).toEqual(['poisonAlarm']);
    expect(verdict).toBe('unfinished');
    const formerRuns = [{ scenario: 'poison', until: startOfRun - 1 }];
    const again = scenario('poison', { intent: 'poison' }, { ...poisoned, alarms, formerRuns });
    expect(judge(again)).toMatchObject({ verdict: 'passed', notLookedAt: [] });
    expect(judge(again).untold).toEqual([
      'First poison to dlq-not-empty: the run before tells of that.',
    ]);
  });

  it('are not held against a run that was on before it, or that may tell of a run before', () => {
    const failedWith = (record: Partial<RunRecord>) => failedGates(scenario('spike', {}, record));
    expect(failedWith({ alarms: [alarm('dlq-not-empty', -1)] })).toEqual([]);
    const formerRuns = [{ scenario: 'poison', until: startOfRun - 100_000 }];
    const late = { ...alarm('dlq-growing', 10), windowSeconds: 900 };
    expect(failedWith({ formerRuns, alarms: [late] })).toEqual([]);
    expect(failedWith({ formerRuns, alarms: [{ ...late, name: 'queue-age' }] })).toEqual([
      'alarms',
    ]);
    const isOverThen = { ...late, from: startOfRun + 1_000_000 };
    expect(failedWith({ formerRuns, alarms: [isOverThen] })).toEqual(['alarms']);
  });
});

it('lets no stall of the sender while it was calm excuse slow answers', () => {
  const isCalm = (at: number) => at < startOfRun + 2000;
  const stalled = 1500;
  const sent = usual.samples.map((one) =>
    one.kind === 'sent' && isCalm(one.dueAt) ? { ...one, sentAt: one.sentAt + stalled } : one,
  );
  const samples = withAnswers(sent, (one) => [
    { ...one, at: one.at + (isCalm(one.at) ? stalled : 1000) },
  ]);
  expect(judge(createRun({ samples })).measured.baseline?.p99).toBe(12);
  expect(failedGates(createRun({ samples }))).toEqual(['latency']);
});

describe('a run beyond what a stage is made for', () => {
  const noAnswers = (from: number) =>
    withAnswers(usual.samples, (one) => [one.at < from ? one : { ...one, status: 503 }]);
  const arrivals = (from: number) => usual.arrivals.filter(({ receivedAt }) => receivedAt < from);
  const refusing = (name: string, from: number) =>
    createRun({
      plan: { ...plan, scenario: name },
      samples: noAnswers(from),
      arrivals: arrivals(from),
    });

  it.each(['stress', 'breakpoint'])('%s: may be answered 5xx, yet not while it is calm', (name) => {
    expect(failedGates(refusing(name, startOfRun + 5000))).toEqual([]);
    const record = refusing(name, startOfRun);
    expect(failedGates(record)).toEqual(['calm']);
    expect(judge(record).verdict).toBe('failed');
  });

  it.each(['stress', 'breakpoint'])(
    '%s: is held to that from its beginning without a calm phase',
    (name) => {
      const phases = plan.phases.map((one) => ({ ...one, name: 'all' }));
      const record = refusing(name, startOfRun);
      expect(failedGates({ ...record, plan: { ...record.plan, phases } })).toContain('calm');
    },
  );
});
