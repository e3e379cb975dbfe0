import type { OwnTime } from '../messages.ts';

/** Begins to measure what this thread takes; the function that it gives reads it. */
export function startOwnTime(): () => OwnTime {
  const loop = performance.eventLoopUtilization();
  const cpu = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(cpu);
    return { cpuMs: (user + system) / 1000, waitMs: performance.eventLoopUtilization(loop).idle };
  };
}
