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

import type { Step } from './tell-progress.ts';

interface ArtilleryOptions {
  /** The spike's where absent. */
  readonly file?: string;
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
  /** The folder for the report; without one, nobody wants it. */
  readonly report?: string;
  /** How far the run is. */
  readonly onStep?: (step: Step) => void;
}

export interface ArtilleryRun {
  readonly child: ChildProcess;
  /** Settles when the run has ended; never rejects for a run that failed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

/** Runs a scenario through Artillery's own command line, as `npx artillery run` does. */
export function startArtillery(options: ArtilleryOptions): ArtilleryRun {
  const { environment, stack, env, samplesFile, phases, size = {}, processor } = options;
  const overrides = { config: { ...(phases && { phases }), ...(processor && { processor }) } };
  const folder = mkdtempSync(join(tmpdir(), 'spillway-artillery-'));
  const stackFile = join(folder, 'stack.json');
  const { report = folder } = options;
  if (stack) writeStackFile(stack, stackFile);
  const child = spawn(
    process.execPath,
    [
      artilleryProgram(),
      'run',
      '--quiet',
      ...(environment === undefined ? [] : ['--environment', environment]),
      ...['--variables', JSON.stringify(size)],
      ...['--overrides', JSON.stringify(overrides)],
      options.file ?? scenarioFile('spike'),
    ],
    {
      env: {
        ...env,
        SPILLWAY_REPORT: report,
        ...(samplesFile && { SPILLWAY_SAMPLES: samplesFile }),
        ...(stack && { SPILLWAY_STACK_FILE: stackFile }),
      },
      // Ctrl-C reaches only its parent, which then stops it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let output = '';
  const keep = (text: Buffer) => {
    output += text.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('message', (message) => options.onStep?.(message as Step));
  const ended = once(child, 'close').then(() => {
    rmSync(folder, { recursive: true, force: true });
    return { exitCode: child.exitCode, output };
  });
  return { child, ended };
}

/** Looked for only here: where a worker on Lambda loads this file, Artillery is elsewhere. */
function artilleryProgram(): string {
  const found = createRequire(import.meta.url).resolve('artillery/package.json');
  return join(dirname(found), 'bin/run');
}

/** @returns the version of Artillery that is installed */
export function artilleryVersion(): string {
  const described: unknown = createRequire(import.meta.url)('artillery/package.json');
  return typeof described === 'object' && described !== null && 'version' in described
    ? String(described.version)
    : 'unknown';
}
