import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The processes that a load test started, so that every way of ending it can stop them. */
export interface Children {
  add(child: ChildProcess): void;
  /** Asks each process to stop, the latest first, and kills those that remain after the grace period. */
  stopAll(): Promise<void>;
}

export function createChildren(graceMilliseconds = 10_000): Children {
  const children: ChildProcess[] = [];
  // Otherwise a kill of the load test would leave them behind.
  process.once('exit', () => {
    for (const child of children.filter(isRunning)) child.kill('SIGKILL');
  });
  return {
    add: (child) => {
      children.push(child);
    },
    async stopAll() {
      for (const child of children.toReversed()) await stop(child, graceMilliseconds);
    },
  };
}

const isRunning = ({ exitCode, signalCode, pid }: ChildProcess) =>
  pid !== undefined && exitCode === null && signalCode === null;

async function stop(child: ChildProcess, graceMilliseconds: number): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child, 'exit');
  const kill = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(kill);
}
