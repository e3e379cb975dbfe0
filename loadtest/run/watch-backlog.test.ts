import { expect, it } from 'vitest';
import type { BacklogSample } from '../run-record.ts';
import { watchBacklog } from './watch-backlog.ts';

/** A queue whose depth at each sample is the next of these, the last of them for ever. */
function createQueue(...depths: readonly number[]) {
  const left = [...depths];
  return async (): Promise<BacklogSample> => {
    const depth = left.length > 1 ? left.shift() : left[0];
    return { at: performance.now(), waiting: 0, inFlight: depth ?? 0 };
  };
}

const settlingIn = (patienceMs: number) => ({ everyMs: 20, emptyMs: 10, patienceMs });

it('waits until the queue is empty twice in a row', async () => {
  const watch = watchBacklog(createQueue(3, 0, 1, 0, 0));
  const seen: number[] = [];
  let emptiedAt = 0;

  const emptySince = await watch.untilEmpty(settlingIn(10_000), ({ at, inFlight }) => {
    if (seen.push(inFlight) === 3) emptiedAt = at;
  });
  await watch.stop();

  expect(emptySince).toBe(emptiedAt);
  expect(seen).toEqual([0, 1, 0, 0]);
  expect(watch.samples.map(({ inFlight }) => inFlight).slice(0, 2)).toEqual([3, 0]);
});

it('gives up in time on a queue that never empties', async () => {
  const watch = watchBacklog(createQueue(1));

  expect(await watch.untilEmpty(settlingIn(300), () => undefined)).toBeUndefined();
  await watch.stop();
});

it('reports a queue that cannot be asked when it is stopped', async () => {
  const watch = watchBacklog(() => Promise.reject(new Error('the queue is gone')));

  await expect(watch.stop()).rejects.toThrow('the queue is gone');
});
