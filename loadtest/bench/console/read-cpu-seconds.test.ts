import { expect, it } from 'vitest';
import { readCpuSeconds, secondsInStat, secondsInTime } from './read-cpu-seconds.ts';

it('counts what this process uses', async () => {
  const before = await readCpuSeconds(process.pid);
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user < 300_000);
  const used = (await readCpuSeconds(process.pid)) - before;

  expect(used).toBeGreaterThan(0.25);
});

it('reads a process whose name has spaces and parentheses', () => {
  const behind = 'S 1 2 3 4 5 6 7 8 9 10 150 50 0';

  expect(secondsInStat(`42 (node (main) x) ${behind}`)).toBe(2);
});

it.each([
  ['  0:01.25\n', 1.25],
  ['02:03:04', 7384],
  ['1-00:00:01', 86_401],
])('reads what ps prints: %j', (time, seconds) => {
  expect(secondsInTime(time)).toBe(seconds);
});

it('says of a process that is gone that nothing tells', async () => {
  await expect(readCpuSeconds(2 ** 22 + 1)).rejects.toThrow();
});
