import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startOwnTime } from './own-time.ts';

it('has CPU time and waiting apart', async () => {
  const read = startOwnTime();
  const before = process.threadCpuUsage();
  while (process.threadCpuUsage(before).user < 20_000);
  expect(read().cpuMs).toBeGreaterThanOrEqual(20);
  expect(read().waitMs).toBe(0);
  const { cpuMs } = read();
  // A machine on which all cores are taken has no wait in the first ones.
  while (read().waitMs < 50) await wait(10);
  expect(read().cpuMs - cpuMs).toBeLessThan(50);
});
