import { expect, it } from 'vitest';
import { CommandError } from '../../../../client/command-error.ts';
import { eventually } from '../../../../test/factories/eventually.ts';
import { ReplayDesk, type ReplayedRow, type ReplayWork } from './replay-desk.ts';

const rowsOf = (count: number): readonly ReplayedRow[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ source: 'github', deliveryId: `d-${index}`, at: index },
  }));
const order = { ratePerSecond: 200, stopAfter: 10 };

function open(replay: ReplayWork['replay']) {
  const desk = new ReplayDesk();
  const work = { replay, explain: (error: unknown) => ({ message: String(error) }) };
  const ended = async (id: string) => {
    await eventually('it has ended', async () => desk.find(id).endedAt !== undefined);
    return desk.find(id);
  };
  return { desk, work, ended };
}

it('replays the oldest first, as one run and no more than its budget', async () => {
  const sent: string[] = [];
  const { desk, work, ended } = open(async ({ deliveryId }, run) => {
    sent.push(`${deliveryId} ${run}`);
  });
  const { id } = desk.start(rowsOf(5).toReversed(), { ...order, limit: 3 }, work);
  expect(await ended(id)).toMatchObject({ state: 'ended', stopped: 'end', toDo: 3, sent: 3 });
  expect(sent).toEqual(['d-0', 'd-1', 'd-2'].map((deliveryId) => `${deliveryId} ${id}`));
});

it('ends before the next one where it is cancelled, and goes on with the rest as the same run', async () => {
  const sent: string[] = [];
  const { desk, work, ended } = open(async ({ deliveryId }, run) => {
    sent.push(deliveryId);
    if (deliveryId === 'd-1') desk.cancel(run);
  });
  const { id } = desk.start(rowsOf(4), order, work);
  expect(await ended(id)).toMatchObject({ state: 'ended', stopped: 'cancelled', sent: 2 });
  expect(desk.goOn(id)).toMatchObject({ id, state: 'running' });
  expect(await ended(id)).toMatchObject({ stopped: 'end', sent: 4 });
  expect(sent).toEqual(['d-0', 'd-1', 'd-2', 'd-3']);
});

it('ends once too many could not be replayed, saying why of each', async () => {
  const { desk, work, ended } = open(async ({ deliveryId }) => {
    throw new CommandError(`The archive does not have ${deliveryId}.`);
  });
  const { id } = desk.start(rowsOf(4), { ...order, stopAfter: 2 }, work);
  const { stopped, notSent, reasons } = await ended(id);
  expect([stopped, notSent]).toEqual(['too many failed', 2]);
  expect(reasons[1]).toEqual({ deliveryId: 'd-1', why: 'The archive does not have d-1.' });
});

it('fails by what is wrong with more than one webhook, and tries that one again', async () => {
  let isDown = true;
  const { desk, work, ended } = open(async () => {
    if (isDown) throw new Error('S3 is down');
  });
  const { id } = desk.start(rowsOf(2), order, work);
  expect(await ended(id)).toMatchObject({
    state: 'failed',
    error: { message: 'Error: S3 is down' },
  });
  isDown = false;
  desk.goOn(id);
  expect(await ended(id)).toMatchObject({ state: 'ended', sent: 2, notSent: 0 });
});

it('does one thing at a time, and ends it when the console does', async () => {
  const { desk, work } = open(() => new Promise((resolve) => setTimeout(resolve, 1)));
  const { id } = desk.start(rowsOf(1_000), order, work);
  expect(() => desk.start(rowsOf(1), order, work)).toThrow('Webhooks are being replayed.');
  expect(() => desk.goOn(id)).toThrow('Webhooks are being replayed.');
  await desk.close();
  expect(desk.find(id)).toMatchObject({ state: 'ended', stopped: 'cancelled' });
  expect(() => desk.find('none')).toThrow('knows nothing of the run none');
});
