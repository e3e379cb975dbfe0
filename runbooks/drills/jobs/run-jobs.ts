import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DrillResult } from '../drill-result.ts';
import { drillName } from '../run/await-alarm.ts';
import type { JobMessage } from './job-message.ts';
import type { Job } from './plan-jobs.ts';

interface JobOptions {
  /** How many processes run at once. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
  readonly onSaid: (alarm: string, text: string) => void;
  readonly onResult: (result: DrillResult) => void;
}

const program = join(import.meta.dirname, 'job.ts');

/**
 * Plays each job in a process of its own.
 *
 * @returns the alarms whose drills have no result, since their process ended before
 */
export async function runJobs(
  jobs: readonly Job[],
  options: JobOptions,
): Promise<readonly string[]> {
  const waiting = [...jobs];
  const without: string[] = [];
  const work = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (options.signal.aborted) return;
      without.push(...(await runJob(job, options)));
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  return without;
}

async function runJob(job: Job, { signal, onSaid, onResult }: JobOptions) {
  const left = new Set(job.map(drillName));
  const child: ChildProcess = fork(program, [...left], { stdio: ['ignore', 2, 2, 'ipc'] });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  child.on('message', (message: JobMessage) => {
    if (message.kind === 'said') return onSaid(message.alarm, message.text);
    left.delete(message.result.alarm);
    onResult(message.result);
  });
  await once(child, 'exit');
  signal.removeEventListener('abort', stop);
  return left;
}
