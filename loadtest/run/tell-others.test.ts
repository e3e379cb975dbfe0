import { expect, it } from 'vitest';
import { createRun } from '../fixtures/run.ts';
import { judge } from '../judge/verdict.ts';
import { tellOthers } from './tell-others.ts';

const usual = createRun();
const [first] = usual.arrivals;

it('says of an embedded stack how many webhooks arrived that the run did not send, and fails it', () => {
  const stranger = { deliveryId: 'a-stranger', destination: 'app', receivedAt: 1, arrivedAt: 2 };
  const arrivals = [...usual.arrivals, { ...first, ...stranger, sha256: 'a' }];
  const record = createRun({ arrivals });

  expect(tellOthers(record)).toEqual([
    '1 webhooks arrived that this run did not send: nothing else may use the stage meanwhile.',
  ]);
  expect(judge(record).verdict).toBe('failed');
});

it('says of a stage on AWS how many more it took, and does not hold them against it', () => {
  const record = createRun({ isOnAws: true, taken: 305 });

  expect(tellOthers(record)).toEqual([expect.stringMatching(/^100 webhooks were taken, in the /)]);
  expect(judge(record).verdict).toBe('passed');
  const formerRuns = [{ scenario: 'smoke', until: 0 }];
  expect(tellOthers({ ...record, formerRuns })).toEqual([]);
});

it('says nothing where there were none', () => {
  expect(tellOthers(usual)).toEqual([]);
  expect(tellOthers(createRun({ isOnAws: true, taken: 205 }))).toEqual([]);
});
