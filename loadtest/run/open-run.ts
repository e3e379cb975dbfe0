import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Handover } from '../generator/open-generator.ts';
import { prepareRun } from '../plan/prepare-run.ts';
import { readVariables } from '../plan/read-variables.ts';
import type { FormerRun } from '../run-record.ts';
import { openSamples } from '../samples/samples-file.ts';
import { createFolder } from './create-folder.ts';
import { readFormerRuns } from './former-runs.ts';
import type { Observer, Unobserved } from './observer.ts';
import { openObserver } from './open-observer.ts';
import type { Progress } from './progress.ts';
import { readClock } from './read-clock.ts';
import { warmUp } from './warm-up.ts';
import { type BacklogWatch, watchBacklog } from './watch-backlog.ts';

type Prepare = Parameters<typeof prepareRun>;

interface Opening {
  readonly context: Prepare[0];
  readonly env: Prepare[1];
  readonly test: Prepare[2];
  readonly progress: Progress;
  readonly isHalted: () => boolean;
}

/** A run that is about to be loaded by Artillery's workers, and is watched from here on. */
export interface OpenRun {
  readonly handover: Handover;
  /** Where its report is going to be. */
  readonly folder: string;
  readonly observer: Observer | Unobserved;
  readonly watch?: BacklogWatch;
  readonly startedAt: Date;
  readonly clockAheadMs: number | undefined;
  readonly samplesFile: string;
  readonly warmUpFile: string;
  readonly formerRuns: readonly FormerRun[];
}

/** @throws Error whose message says what to do */
export async function openRun(opening: Opening): Promise<OpenRun> {
  const { context, env, test } = opening;
  const startedAt = new Date();
  const folder = env.SPILLWAY_REPORT ?? createFolder(test.scriptPath, startedAt);
  env.SPILLWAY_SAMPLES ??= join(folder, 'samples.jsonl');
  const { SPILLWAY_SAMPLES: samplesFile } = env;
  try {
    refuseUsed(samplesFile);
    const { handover, target } = await prepareRun(context, env, test);
    const { settle } = readVariables(context.vars);
    const emptyMs = settle === undefined ? undefined : settle * 1000;
    const [observer, clockAheadMs] = await Promise.all([
      openObserver(target, { env, startedAt: startedAt.getTime(), emptyMs }),
      readClock(target.endpoint),
    ]);
    const watch = 'sampleBacklog' in observer ? watchBacklog(observer.sampleBacklog) : undefined;
    const warmUpFile = join(folder, 'warm-up.jsonl');
    const files = { folder, samplesFile, warmUpFile };
    const formerRuns = readFormerRuns(env);
    const run = { ...files, handover, observer, startedAt, clockAheadMs, formerRuns };
    await sendEachOnce(run, target.stack !== undefined, opening);
    return { ...run, ...(watch && { watch }) };
  } catch (error) {
    if (env.SPILLWAY_REPORT === undefined) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Each line of samples is of one run: what another left there would be judged as this one's. */
function refuseUsed(samplesFile: string): void {
  if (!existsSync(samplesFile) || statSync(samplesFile).size === 0) return;
  throw new Error(
    `${samplesFile} has the samples of another run. Remove it, or name another file: SPILLWAY_SAMPLES; and SPILLWAY_REPORT for the folder.`,
  );
}

/** Only on a stack of one's own: elsewhere it would be a load that nobody asked for. */
async function sendEachOnce(
  { handover, warmUpFile }: Pick<OpenRun, 'handover' | 'warmUpFile'>,
  isWanted: boolean,
  { progress, isHalted }: Opening,
): Promise<void> {
  const samples = openSamples(warmUpFile);
  const count = handover.plan.webhooks.length;
  if (isWanted) {
    progress.step(`Sending each of ${count} webhooks once, to warm up`);
    const onAnswer = (answered: number) => progress.update(`${answered} answered`);
    await warmUp({ handover, samples, onAnswer, isHalted });
    progress.done();
  }
  samples.close();
}
