import { expect, it } from 'vitest';
import { after, afterLooks, pollUntil } from './poll-until.ts';

/** Time passes by sleeping only. */
function aClock() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

it('gives what the first look finds, and does not wait for it', async () => {
  const { now, sleep } = aClock();
  const polling = { everyMilliseconds: 10, sleep, isOver: () => true };
  expect(await pollUntil(async () => 'found', polling)).toBe('found');
  expect(now()).toBe(0);
});

it('looks again and again, until the time is over', async () => {
  const { now, sleep } = aClock();
  const seen: number[] = [];
  const look = async () => {
    seen.push(now());
    return undefined;
  };
  const isOver = after(25, now);
  expect(await pollUntil(look, { everyMilliseconds: 10, sleep, isOver })).toBeUndefined();
  expect(seen).toEqual([0, 10, 20, 30]);
});

it('looks no more often than it may', async () => {
  let looks = 0;
  const look = async () => {
    looks++;
    return looks === 9 ? 'too late' : undefined;
  };
  const polling = { everyMilliseconds: 10, sleep: async () => undefined, isOver: afterLooks(3) };
  expect(await pollUntil(look, polling)).toBeUndefined();
  expect(looks).toBe(3);
});
