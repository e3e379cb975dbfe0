import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { artilleryVersion } from '../run/start-artillery.ts';

export type MeasuredStack = 'the embedded stack, not AWS' | 'AWS' | 'a server elsewhere';

/** The machine and versions of a run. */
export interface Environment {
  /** What served the webhooks. Figures of one can't be compared with figures of the other. */
  readonly stack: MeasuredStack;
  readonly commit: string;
  /** Whether the work tree had changes that are not in the commit. */
  readonly hasLocalChanges: boolean;
  readonly machine: string;
  readonly operatingSystem: string;
  readonly node: string;
  readonly artillery: string;
}

export function describeEnvironment(
  stack: MeasuredStack = 'the embedded stack, not AWS',
): Environment {
  const processors = cpus();
  const gigabytes = (totalmem() / 2 ** 30).toFixed(1);
  return {
    stack,
    commit: git('rev-parse', '--short=12', 'HEAD') ?? 'unknown',
    hasLocalChanges: (git('status', '--porcelain', '--untracked-files=no') ?? '') !== '',
    machine: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${gigabytes} GiB`,
    operatingSystem: `${type()} ${release()}`,
    node: process.version,
    artillery: artilleryVersion(),
  };
}

/** Undefined where there is no git, or no repository. */
function git(...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
}
