import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What `/proc` counts in, on each Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * The processor time that a process has used so far, all its threads together.
 *
 * @throws Error where the process is gone, or this system does not tell: it has neither /proc nor ps
 */
export async function readCpuSeconds(pid: number): Promise<number> {
  const seconds =
    process.platform === 'linux'
      ? secondsInStat(await readFile(`/proc/${pid}/stat`, 'utf8'))
      : secondsInTime(await askPs(pid));
  if (Number.isFinite(seconds)) return seconds;
  throw new Error(`Nothing tells how much processor time the process ${pid} used.`);
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html fields 14 and 15, behind the name in parentheses */
export function secondsInStat(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** @param time as `ps` prints it: `[[days-]hours:]minutes:seconds` */
export function secondsInTime(time: string): number {
  const [clock = '', days = '0'] = time.trim().split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number(days) * 86_400 + seconds;
}

const askPs = async (pid: number) =>
  (await promisify(execFile)('ps', ['-o', 'time=', '-p', String(pid)])).stdout;
