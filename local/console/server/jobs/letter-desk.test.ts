import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eventually } from '../../../../test/factories/eventually.ts';
import { LetterDesk, type NewJob } from './letter-desk.ts';
import type { JobOutcome } from './letter-job.ts';

const drained: JobOutcome = {
  kind: 'discard',
  result: { discarded: 2, undeleted: 0, skipped: 0, archive: 's3://b/', stopped: 'drained' },
};

function job(id: string, work: NewJob['work']): NewJob {
  return {
    ...{ id, work, goOn: `go on with ${id}` },
    wish: { kind: 'discard', why: 'a test', filter: { source: 'github' } },
    explain: (error) => ({ message: Object(error).message }),
  };
}

const ended = (desk: LetterDesk, id: string) =>
  eventually(`${id} has ended`, () => desk.find(id)?.endedAt !== undefined);

it('does one thing at a time: neither a job nor a look begins while a job runs', async () => {
  const desk = new LetterDesk();
  const { promise, resolve } = Promise.withResolvers<JobOutcome>();
  desk.start(job('first', () => promise));
  expect(() => desk.start(job('second', () => promise))).toThrow('are being discarded');
  await expect(desk.look(async () => 1)).rejects.toMatchObject({
    remedy: expect.stringContaining('/redrives/first'),
  });
  resolve(drained);
  await ended(desk, 'first');
  expect(desk.find('first')).toMatchObject({ state: 'ended', outcome: drained });
  expect(desk.find('first')?.goOn).toBeUndefined();
  expect(await desk.look(async () => 1)).toBe(1);
});

it('lets looks and a job wait for the look before them, and skips one that nobody waits for', async () => {
  const desk = new LetterDesk();
  const { promise, resolve } = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = desk.look(async () => {
    await promise;
    order.push('first');
  });
  const left = desk.look(async () => order.push('left'), AbortSignal.abort());
  desk.start(
    job('job', async () => {
      order.push('job');
      return drained;
    }),
  );
  expect(order).toEqual([]);
  resolve();
  await first;
  await expect(left).rejects.toThrow();
  await ended(desk, 'job');
  expect(order).toEqual(['first', 'job']);
});

it('tells how far a job is, cancels it, and says how to go on with what it left', async () => {
  const desk = new LetterDesk(() => 1_000);
  desk.start(
    job('one', async ({ signal, tell }) => {
      tell({ done: 3, toDo: 10 });
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { ...drained, result: { ...drained.result, stopped: 'interrupted' } } as JobOutcome;
    }),
  );
  await eventually('it has told how far it is', () => desk.find('one')?.done === 3);
  expect(desk.find('one')).toMatchObject({ state: 'running', toDo: 10 });
  expect(desk.cancel('one')).toMatchObject({ state: 'cancelling' });
  await ended(desk, 'one');
  expect(desk.find('one')).toMatchObject({
    state: 'ended',
    goOn: 'go on with one',
    endedAt: 1_000,
  });
  expect(desk.cancel('one')).toMatchObject({ state: 'ended' });
  expect(desk.cancel('none')).toBeUndefined();
});

it('says why a job failed, and takes the next one', async () => {
  const desk = new LetterDesk();
  desk.start(
    job('one', async () => {
      throw new Error('SQS is gone');
    }),
  );
  await ended(desk, 'one');
  expect(desk.find('one')).toMatchObject({
    ...{ state: 'failed', error: { message: 'SQS is gone' }, goOn: 'go on with one' },
  });
  desk.start(job('two', async () => drained));
  await ended(desk, 'two');
  expect(desk.list().map(({ id }) => id)).toEqual(['two', 'one']);
});

it('waits, when it is closed, until what ran has given back what it held', async () => {
  const desk = new LetterDesk();
  let held = 0;
  desk.start(
    job('one', async ({ signal }) => {
      held = 1;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await setImmediate();
      held = 0;
      return drained;
    }),
  );
  await eventually('it runs', () => held === 1);
  await desk.close();
  expect(held).toBe(0);
});
