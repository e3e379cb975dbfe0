import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type StackDescription, writeStackFile } from '../../client/stack-file.ts';
import type { Phase } from '../plan/phase.ts';
import type { Size } from '../plan/phases.ts';
import { scenarioFile } from '../plan/scenario-files.ts';

interface ArtilleryOptions {
  /** Artillery's `-e`. Absent for an embedded stack. */
  readonly environment?: string;
  /** In place of the one that `npm start` runs. */
  readonly stack?: StackDescription;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Replaces the scenario's own. */
  readonly phases?: readonly Phase[];
  /** In place of the scenario's own height and length. */
  readonly size?: Size;
  /** Replaces the scenario's own; relative to the scenario. */
  readonly processor?: string;
  readonly samplesFile?: string;
}

export interface ArtilleryRun {
  readonly child: ChildProcess;
  /** Settles when the run has ended; never rejects for a run that failed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

const artillery = dirname(createRequire(import.meta.url).resolve('artillery/package.json'));

/** Runs the spike through Artillery's own command line, as `npx artillery run` does. */
export function startArtillery(options: ArtilleryOptions): ArtilleryRun {
  const { environment, stack, env, samplesFile, phases, size = {}, processor } = options;
  const overrides = { config: { ...(phases && { phases }), ...(processor && { processor }) } };
  const folder = mkdtempSync(join(tmpdir(), 'spillway-artillery-'));
  const stackFile = join(folder, 'stack.json');
  if (stack) writeStackFile(stack, stackFile);
  const child = spawn(
    process.execPath,
    [
      join(artillery, 'bin/run'),
      'run',
      '--quiet',
      ...(environment === undefined ? [] : ['--environment', environment]),
      ...['--variables', JSON.stringify(size)],
      ...['--overrides', JSON.stringify(overrides)],
      scenarioFile('spike'),
    ],
    {
      env: {
        ...env,
        ...(samplesFile && { SPILLWAY_SAMPLES: samplesFile }),
        ...(stack && { SPILLWAY_STACK_FILE: stackFile }),
      },
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
  const ended = once(child, 'close').then(() => {
    rmSync(folder, { recursive: true, force: true });
    return { exitCode: child.exitCode, output };
  });
  return { child, ended };
}

/** @returns the version of Artillery that is installed */
export function artilleryVersion(): string {
  const described: unknown = createRequire(import.meta.url)('artillery/package.json');
  return typeof described === 'object' && described !== null && 'version' in described
    ? String(described.version)
    : 'unknown';
}
