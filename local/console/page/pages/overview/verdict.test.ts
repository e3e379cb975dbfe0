import { expect, it } from 'vitest';
import type { AuditReport } from '../../../../../client/audit/read-audit.ts';
import type { Status } from '../../../../../client/status/read-status.ts';
import { sumOf, verdictOf } from './verdict.ts';

const queue = { visible: 0, inFlight: 0, delayed: 0, retentionSeconds: 60 };
const alarm = { name: 'a', state: 'OK', reason: '', runbook: '' };
const calm: Status = {
  ...{ stage: 'dev', at: '2026-11-26T12:00:00.000Z', functions: [], resting: [], notKnown: [] },
  queues: [
    { ...queue, name: 'spillway-dev-intake', role: 'intake' },
    { ...queue, name: 'spillway-dev-dead-letters', role: 'dead-letters' },
  ],
  parked: { last15Minutes: 0, lastHour: 0 },
  alarms: [alarm],
};
const balanced: AuditReport = {
  ...{ stage: 'dev', until: calm.at, accepted: 10, settled: 9, uncertain: 0, residue: 0, band: 0 },
  settledAs: { processed: 5, duplicate: 1, filtered: 1, deadLettered: 1, otherwise: 1 },
  queue: { visible: 1, inFlight: 0, delayed: 0, total: 1 },
  ...{ isAtRest: false, verdict: 'balanced', writeOffs: [] },
};

it('says that all is well only where all is known', () => {
  expect(verdictOf(calm, balanced)).toEqual({
    is: 'well',
    sentence:
      'All is well: no alarm is on, no dead letter waits, and every webhook is accounted for.',
  });
  expect(verdictOf(calm, undefined).sentence).not.toContain('accounted');
  expect(verdictOf({ ...calm, notKnown: ['Which rest: denied'] }, balanced).is).toBe('unknown');
  expect(verdictOf({ ...calm, alarms: [] }, balanced).is).toBe('unknown');
});

it('names what is wrong, the worst first', () => {
  const on = { ...alarm, state: 'ALARM' };
  const [intake, letters] = calm.queues;
  const resting = [{ destination: 'app' }] as unknown as NonNullable<Status['resting']>;
  const bad: Status = {
    ...{ ...calm, alarms: [on, on, alarm], resting },
    queues: [intake, letters && { ...letters, visible: 3 }].filter((one) => one !== undefined),
  };
  expect(verdictOf(bad, { ...balanced, verdict: 'missing', residue: 2 })).toEqual({
    is: 'wrong',
    sentence: '2 alarms are on, 2 webhooks missing, 3 dead letters wait and app rests.',
  });
  expect(verdictOf({ ...calm, alarms: [on] }, balanced).sentence).toBe('1 alarm is on.');
});

it('adds up to what was accepted', () => {
  const total = (audit: AuditReport) => sumOf(audit).reduce((sum, [, count]) => sum + count, 0);
  expect(total(balanced)).toBe(balanced.accepted);
  expect(total({ ...balanced, accepted: 12, residue: 2 })).toBe(12);
});
