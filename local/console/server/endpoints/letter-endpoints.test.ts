import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RedriveDryRun } from '../../../../client/dead-letters/foresee-redrive.ts';
import type { LetterList } from '../../../../client/dead-letters/list-letters.ts';
import type { DeadLetterSummary } from '../../../../client/dead-letters/summarize.ts';
import { eventually } from '../../../../test/factories/eventually.ts';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import type { LetterJob } from '../jobs/letter-job.ts';
import type { LetterWish } from '../jobs/letter-order.ts';
import { cancelLetterJob } from './cancel-letter-job.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listLetterJobs } from './list-letter-jobs.ts';
import { readDeadLetters } from './read-dead-letters.ts';
import { type LetterContents, readLetterContents } from './read-letter-contents.ts';
import { readLetterJob } from './read-letter-job.ts';
import { startLetterJob } from './start-letter-job.ts';
import { tryRedrive } from './try-redrive.ts';

let fixture: EndpointFixture;

beforeEach(async () => {
  fixture = await startEndpointFixture();
});
afterEach(() => fixture.stop());

const why = {
  ...{ reason: 'refused', destination: 'app', attempts: '1', version: '1' },
  lastError: 'Destination app answered 400',
};

function addLetters(count: number, attributes: Readonly<Record<string, string>> = why): void {
  for (let index = 0; index < count; index += 1) {
    const deliveryId = `${attributes.reason}-${index}`;
    fixture.cli.addDeadLetter({ deliveryId, source: 'github' }, attributes);
  }
}

const look = () => fixture.ask<DeadLetterSummary>(readDeadLetters);
const dead = () => fixture.cli.bodiesIn('dead-letters').length;
const begin = (body: LetterWish) => fixture.ask<LetterJob>(startLetterJob, { body });

async function ended({ id }: LetterJob): Promise<LetterJob> {
  const read = () => fixture.ask<LetterJob>(readLetterJob, { params: { id } });
  await eventually('the job has ended', async () => (await read()).endedAt !== undefined);
  return read();
}

it('tells the kinds, their letters and what would become of them, and takes none', async () => {
  addLetters(3);
  addLetters(2, { ...why, reason: 'exhausted', lastError: 'timeout' });
  const { groups, matching } = await look();
  expect([matching, groups.map(({ count, class: kind }) => [count, kind])]).toEqual([
    5,
    [
      [3, 'poison'],
      [2, 'transient'],
    ],
  ]);
  const query = { fingerprint: groups[0]?.fingerprint ?? '', source: '' };
  const { letters } = await fixture.ask<LetterList>(listDeadLetters, { query });
  expect(letters.map(({ id }) => id).sort()).toEqual(['refused-0', 'refused-1', 'refused-2']);
  const forecast = await fixture.ask<RedriveDryRun>(tryRedrive, { query });
  expect(forecast.groups[0]?.would).toMatchObject([{ count: 3 }]);
  expect([dead(), JSON.stringify([groups, letters]).includes('octo')]).toEqual([5, false]);
});

it('shows headers and body of one letter when it is asked for it by name', async () => {
  addLetters(2);
  const params = { id: 'refused-1' };
  const [letter] = await fixture.ask<readonly LetterContents[]>(readLetterContents, { params });
  expect(letter).toMatchObject({ deliveryId: 'refused-1', body: { bytes: expect.any(Number) } });
  const none = fixture.ask(readLetterContents, { params: { id: 'gone' } });
  await expect(none).rejects.toThrow('gone: 2 were looked at');
});

it('sends through again those of a filter only, while nobody waits', async () => {
  addLetters(3);
  addLetters(2, { ...why, reason: 'exhausted', lastError: 'timeout' });
  const job = await begin({ kind: 'redrive', filter: { class: 'poison' }, expected: 3 });
  expect(job).toMatchObject({ state: 'running', done: 0 });
  const { outcome, done, toDo, goOn } = await ended(job);
  expect([done, toDo, goOn]).toEqual([3, 3, undefined]);
  expect(outcome).toMatchObject({
    ...{ kind: 'redrive', result: { run: job.id, moved: 3, skipped: 2, stopped: 'drained' } },
  });
  expect([fixture.cli.bodiesIn('intake').length, dead()]).toEqual([3, 2]);
  expect(await fixture.ask(listLetterJobs)).toMatchObject([{ id: job.id, state: 'ended' }]);
});

it('cancels a run after the batch at hand, keeps the rest, and goes on with it as the same run', async () => {
  addLetters(8);
  const filter = { source: 'github' };
  const job = await begin({ kind: 'redrive', filter, ratePerSecond: 1, expected: 8 });
  await expect(look()).rejects.toThrow('Dead letters are being sent through again.');
  await expect(begin({ kind: 'redrive' })).rejects.toMatchObject({
    remedy: expect.stringContaining(`/redrives/${job.id}`),
  });
  await eventually('one was moved', () => fixture.cli.bodiesIn('intake').length > 0);
  await fixture.ask(cancelLetterJob, { params: { id: job.id } });
  const cancelled = await ended(job);
  expect(cancelled).toMatchObject({ outcome: { result: { stopped: 'interrupted' } } });
  expect(cancelled.goOn).toContain('dlq redrive');
  expect(dead() + cancelled.done).toBe(8);
  // What it held is in sight again at once.
  expect((await look()).matching).toBe(8 - cancelled.done);
  const again = await begin({ kind: 'redrive', filter, resume: job.id });
  expect([again.id, (await ended(again)).outcome?.result]).toMatchObject([
    job.id,
    { moved: 8 - cancelled.done, stopped: 'drained' },
  ]);
});

it('has SQS move them all where nothing else is asked for', async () => {
  addLetters(4);
  const { outcome } = await ended(await begin({ kind: 'redrive' }));
  expect(outcome).toMatchObject({ kind: 'move', result: { moved: 4, stopped: 'drained' } });
  expect([fixture.cli.bodiesIn('intake').length, dead()]).toEqual([4, 0]);
});

it('discards one letter, with a reason, and looks at no more once it is found', async () => {
  addLetters(30);
  const { letters } = await fixture.ask<LetterList>(listDeadLetters);
  const { messageId: id = '' } = letters.find((one) => one.id === 'refused-1') ?? {};
  const order = { kind: 'discard', id, why: 'a test', expected: 1 } as const;
  const { outcome, goOn } = await ended(await begin(order));
  expect(outcome).toMatchObject({
    ...{ kind: 'discard', result: { discarded: 1, skipped: 9, stopped: 'limit' } },
  });
  expect([dead(), goOn]).toEqual([29, undefined]);
});
