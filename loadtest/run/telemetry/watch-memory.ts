import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { MemorySample } from '../../run-record.ts';

export interface MemoryWatch {
  /** Ends it. @throws Error where the process could not be asked */
  stop(): Promise<readonly MemorySample[]>;
}

const everyMilliseconds = 1000;

/** Samples each second what a process of this machine holds in memory, until it is stopped. */
export function watchMemory(pid: number): MemoryWatch {
  const samples: MemorySample[] = [];
  const stopped = new AbortController();
  const watching = sampleUntil(stopped.signal, async () => {
    samples.push({ at: Date.now(), bytes: await readResidentBytes(pid) });
  });
  // Reported by stop(): until then nobody waits for it.
  watching.catch(() => undefined);
  return {
    async stop() {
      stopped.abort();
      await watching;
      return samples;
    },
  };
}

async function sampleUntil(signal: AbortSignal, take: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await take();
    await sleep(everyMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

/** @throws Error where the process is gone, or this system does not tell: it has neither /proc nor ps */
async function readResidentBytes(pid: number): Promise<number> {
  const bytes =
    process.platform === 'linux'
      ? kilobytesIn(await readFile(`/proc/${pid}/status`, 'utf8'), /^VmRSS:\s+(\d+) kB$/m)
      : kilobytesIn(await askPs(pid), /^\s*(\d+)\s*$/);
  if (bytes > 0) return bytes;
  throw new Error(`Nothing tells how much memory the process ${pid} holds.`);
}

const kilobytesIn = (text: string, pattern: RegExp) => 1024 * Number(pattern.exec(text)?.[1] ?? 0);

const askPs = async (pid: number) =>
  (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout;
