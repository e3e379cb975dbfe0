import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createClock } from '../aws/cloudwatch/clock.ts';
import { createJump } from './create-jump.ts';

const minuteMs = 60_000;
const start = Date.UTC(2026, 0, 5, 12);

/** A stack whose machine's time stands still unless it is moved, with work that is due again and again. */
function startFake({ factor = 1 } = {}) {
  let time = start;
  const machine = {
    now: () => time,
    move: (milliseconds: number) => {
      time += milliseconds;
    },
  };
  const clock = createClock(factor, machine);
  const seen: string[] = [];
  const note = (what: string) =>
    seen.push(`${new Date(clock.now()).toISOString().slice(11, 19)} ${what}`);
  const jump = createJump({ clock, reportQueues: async () => void note('queues') });
  const every = (ms: number, work: () => unknown) => {
    const wait = (due: number) =>
      clock.alarm(due, () => {
        wait(due + ms);
        return work();
      });
    return wait(start + ms);
  };
  return { clock, machine, seen, note, jump, every, pass: machine.move };
}

it('does all that falls due, in the order of its time, each at its time', async () => {
  const { clock, seen, note, jump } = startFake();
  clock.alarm(start + 90_000, () => note('second'));
  clock.alarm(start + 30_000, () => note('first'));
  clock.alarm(start + 3 * minuteMs, () => note('too late'));
  await jump(2 * minuteMs);
  expect(seen).toEqual(['12:00:30 first', '12:00:59 queues', '12:01:30 second', '12:01:59 queues']);
  expect(clock.now()).toBe(start + 2 * minuteMs);
});

it('waits for the end of each call before time goes on', async () => {
  const { clock, note, jump, every, seen } = startFake();
  every(5 * minuteMs, async () => {
    const called = clock.now();
    await delay(1);
    note(`ended ${clock.now() - called} ms later`);
  });
  await jump(11 * minuteMs);
  expect(seen.filter((line) => line.includes('ended'))).toEqual([
    '12:05:00 ended 0 ms later',
    '12:10:00 ended 0 ms later',
  ]);
});

it('moves the machine’s time as far, whatever the factor', async () => {
  const { clock, machine, jump, pass } = startFake({ factor: 40 });
  pass(1_000);
  const sent = machine.now();
  await jump(7 * 86_400_000);
  expect(machine.now() - sent).toBe(7 * 86_400_000);
  expect(clock.now() - clock.at(sent)).toBe(7 * 86_400_000);
  pass(1_000);
  expect(clock.now() - clock.at(sent)).toBe(7 * 86_400_000 + 40_000);
});

it('does nothing on its own meanwhile, however long the work takes', async () => {
  const { clock, every, jump, seen, note, pass } = startFake({ factor: 1_000 });
  every(5 * minuteMs, async () => {
    const called = clock.now();
    pass(400);
    await delay(20);
    note(`ended ${clock.now() - called} ms later`);
  });
  await jump(6 * minuteMs);
  expect(seen.filter((line) => line.includes('ended'))).toEqual(['12:05:00 ended 0 ms later']);
  expect(clock.now()).toBe(start + 6 * minuteMs);
});

it('stops where it is when it is called off', async () => {
  const { clock, jump, every } = startFake();
  const stopping = new AbortController();
  every(10 * minuteMs, () => stopping.abort());
  await expect(jump(60 * minuteMs, stopping.signal)).rejects.toThrow('aborted');
  expect(clock.now()).toBe(start + 10 * minuteMs);
});
