import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { shiftClock } from './shift-clock.ts';

/** Threads find it by this name. */
const key = 'spillway: by how much the time of this process is ahead';

/** Before any thread starts whose time has to move too. Can't be taken back, except by the end of the process. */
export function allowJumps(): void {
  if (offsets() !== undefined) return;
  setEnvironmentData(key, new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
  followJumps();
}

/** First thing in a thread: from now on it goes by the moved time, where that was allowed. */
export function followJumps(): void {
  const shared = offsets();
  if (shared !== undefined) shiftClock(() => Number(Atomics.load(shared, 0)));
}

/** Puts the time of all threads of this process forward, at once. */
export function moveMachineTime(milliseconds: number): void {
  const shared = offsets();
  if (shared === undefined) throw new Error('This stack was started without jumps');
  Atomics.add(shared, 0, BigInt(Math.round(milliseconds)));
}

/** How far the time is ahead of what other processes of this machine see. */
export function jumpedMs(): number {
  const shared = offsets();
  return shared === undefined ? 0 : Number(Atomics.load(shared, 0));
}

function offsets(): BigInt64Array<SharedArrayBuffer> | undefined {
  const found = getEnvironmentData(key);
  return found instanceof SharedArrayBuffer ? new BigInt64Array(found) : undefined;
}
