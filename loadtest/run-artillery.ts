import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Phase, spikeFile } from './phases.ts';

interface ArtilleryOptions {
  /** Artillery's `-e`. Absent for the running embedded stack. */
  readonly environment?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Replaces the scenario's own. */
  readonly phases?: readonly Phase[];
  /** Replaces the scenario's own; relative to the scenario. */
  readonly processor?: string;
  readonly ledgerPath?: string;
}

export interface ArtilleryRun {
  readonly child: ChildProcess;
  /** Settles when the run has ended; never rejects for a run that failed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

const artillery = dirname(createRequire(import.meta.url).resolve('artillery/package.json'));

/** Runs the spike through Artillery's own command line, as `npx artillery run` does. */
export function startArtillery(options: ArtilleryOptions): ArtilleryRun {
  const { environment, env, ledgerPath, phases, processor } = options;
  const overrides = { config: { ...(phases && { phases }), ...(processor && { processor }) } };
  const child = spawn(
    process.execPath,
    [
      join(artillery, 'bin/run'),
      'run',
      '--quiet',
      ...(environment === undefined ? [] : ['--environment', environment]),
      ...['--overrides', JSON.stringify(overrides)],
      spikeFile,
    ],
    {
      env: { ...env, ...(ledgerPath && { SPILLWAY_LEDGER: ledgerPath }) },
      // Ctrl-C reaches only its parent, which then stops it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const keep = (text: Buffer) => {
    output += text.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'close').then(() => ({ exitCode: child.exitCode, output }));
  return { child, ended };
}

/** @returns the version of Artillery that is installed */
export function artilleryVersion(): string {
  const described: unknown = createRequire(import.meta.url)('artillery/package.json');
  return typeof described === 'object' && described !== null && 'version' in described
    ? String(described.version)
    : 'unknown';
}
