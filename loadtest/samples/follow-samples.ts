import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { percentilesOf } from '../judge/statistics.ts';
import type { Sample } from './sample.ts';

/** How a run is while it goes on. */
export interface LiveFigures {
  readonly sent: number;
  /** Answered 2xx. */
  readonly accepted: number;
  /** Answered, or given up. */
  readonly ended: number;
  /** Milliseconds, of the answers of the last seconds: from when they were due. */
  readonly p99: number | undefined;
  /** Milliseconds: how late the latest of those that left in the last seconds was. */
  readonly lateness: number;
}

const windowMs = 5000;

interface Figure {
  readonly at: number;
  readonly milliseconds: number;
}

/** Reads what the samples hold so far, and only what is new at each call. */
export function followSamples(path: string): () => LiveFigures {
  const readLines = followLines(path);
  const dueAt = new Map<string, number>();
  let [sent, accepted, ended] = [0, 0, 0];
  let latencies: Figure[] = [];
  let latenesses: Figure[] = [];
  const take = (one: Sample) => {
    if (one.kind === 'sent') {
      sent += 1;
      dueAt.set(one.request, one.dueAt);
      latenesses.push({ at: one.sentAt, milliseconds: one.sentAt - one.dueAt });
    }
    if (one.kind !== 'answered' && one.kind !== 'failed') return;
    ended += 1;
    const due = dueAt.get(one.request) ?? one.at;
    dueAt.delete(one.request);
    latencies.push({ at: one.at, milliseconds: one.at - due });
    if (one.kind === 'answered' && one.status >= 200 && one.status < 300) accepted += 1;
  };
  return () => {
    for (const line of readLines()) take(JSON.parse(line));
    const isRecent = (all: readonly Figure[]) => {
      const last = all.at(-1)?.at ?? 0;
      return all.filter(({ at }) => at > last - windowMs);
    };
    latencies = isRecent(latencies);
    latenesses = isRecent(latenesses);
    const { p99 } = percentilesOf(latencies.map(({ milliseconds }) => milliseconds)) ?? {};
    const lateness = Math.max(0, ...latenesses.map(({ milliseconds }) => milliseconds));
    return { sent, accepted, ended, p99, lateness };
  };
}

/** The whole lines that a file has got since the call before. */
function followLines(path: string): () => readonly string[] {
  const buffer = Buffer.alloc(1 << 20);
  let offset = 0;
  let rest = '';
  return () => {
    if (!existsSync(path)) return [];
    const lines: string[] = [];
    const file = openSync(path, 'r');
    let read = readSync(file, buffer, 0, buffer.length, offset);
    while (read > 0) {
      const parts = (rest + buffer.toString('latin1', 0, read)).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      offset += read;
      read = readSync(file, buffer, 0, buffer.length, offset);
    }
    closeSync(file);
    return lines;
  };
}
