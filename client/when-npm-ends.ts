import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isAlive } from './is-alive.ts';

const millisecondsBetweenLooks = 1000;

/** npm runs a script by a shell, which some shells replace by the script itself, and others don't. */
const shells = /^-?(?:sh|ash|bash|dash|ksh|zsh|busybox)$/;

/**
 * Calls back once the npm or npx is gone that this process was started by: killed, it tells nobody, and a process in
 * the background would go on for ever. No system says so by itself; a look each second costs nothing to speak of.
 *
 * @param isRunByNpm whether npm set `npm_lifecycle_event`
 */
export function whenNpmEnds(isRunByNpm: boolean, onEnd: () => void): void {
  if (!isRunByNpm) return;
  const parent = process.ppid;
  const behindShell = parentOfShell(parent);
  const timer = setInterval(() => {
    // An orphan is given another parent.
    const isThere = process.ppid === parent && (behindShell === undefined || isAlive(behindShell));
    if (isThere) return;
    clearInterval(timer);
    onEnd();
  }, millisecondsBetweenLooks);
  timer.unref();
}

/** `undefined` for a process that is no shell, or where the system does not tell. */
function parentOfShell(pid: number): number | undefined {
  const [, name = '', parent] = /^\s*\d* \(?(.+?)\)? (?:\S )?(\d+)/.exec(describe(pid)) ?? [];
  return shells.test(name) && parent !== undefined ? Number(parent) : undefined;
}

/** @returns `<pid> (<name>) <state> <parent> …` */
function describe(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [parent = '', ...name] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', `${pid}`], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/);
    return `${pid} (${name.join(' ').replace(/^.*\//, '')}) S ${parent}`;
  } catch {
    return '';
  }
}
