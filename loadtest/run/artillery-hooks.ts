import type { EventEmitter } from 'node:events';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { printableColours } from '../../client/terminal/printable.ts';
import { whenNpmEnds } from '../../client/when-npm-ends.ts';
import { createHalt } from '../generator/halt.ts';
import type { Verdict } from '../judge/verdict.ts';
import { isOnLambda } from '../plan/is-on-lambda.ts';
import { prepareRun, type TestConfig } from '../plan/prepare-run.ts';
import { renderVerdict } from '../report/console.ts';
import { announceWorker, uploadWorkerSamples } from '../samples/worker-samples.ts';
import { closeRun } from './close-run.ts';
import { watchInterruption } from './interruption.ts';
import { type OpenRun, openRun } from './open-run.ts';
import { createProgress } from './progress.ts';
import { readSketch, type Sketch } from './read-sketch.ts';
import { tellLoad } from './tell-load.ts';
import { tellProgress } from './tell-progress.ts';

/** The part of Artillery's `global.artillery` that its main process has for us. */
export interface Artillery {
  readonly globalEvents?: Pick<EventEmitter, 'once'>;
  readonly testInfo: { readonly metadata: { readonly testConfig: TestConfig } };
  /** What Artillery exits with, unless it is 0. */
  suggestedExitCode?: number;
}

type Context = Parameters<typeof prepareRun>[0];

export const verdictCodes = {
  passed: exitCodes.done,
  failed: exitCodes.failed,
  invalid: exitCodes.invalid,
  unfinished: exitCodes.invalid,
} as const satisfies Record<Verdict, number>;

/** What Artillery's `before` and `after` call in its main process: the run observes and judges itself. */
export function createArtilleryHooks(env: NodeJS.ProcessEnv, artillery: Artillery) {
  const halt = createHalt();
  let isHalted = false;
  const stop = () => {
    isHalted = true;
    halt();
  };
  const progress = process.send
    ? tellProgress((step) => process.send?.(step))
    : createProgress(process.stderr);
  let opening: Promise<OpenRun> | undefined;
  let stopTelling: (() => void) | undefined;
  let sketch: Sketch | undefined;
  // Before it calls `after`; never where somebody interrupted it.
  artillery.globalEvents?.once('done', (stats: unknown) => {
    sketch = readSketch(stats);
  });
  let interruption: ReturnType<typeof watchInterruption> | undefined;

  /** @throws Error whose message says what to do */
  async function before(context: Context): Promise<void> {
    const test = artillery.testInfo.metadata.testConfig;
    // On one of several machines, which sees only a part of the run.
    if (isOnLambda(env)) {
      await prepareRun(context, env, test);
      await announceWorker(env);
      return;
    }
    interruption = watchInterruption(stop);
    whenNpmEnds(env.npm_lifecycle_event !== undefined, () => process.kill(process.pid, 'SIGTERM'));
    opening = openRun({ context, env, test, progress, isHalted: () => isHalted });
    const run = await opening;
    // Where Artillery has the terminal, it tells by itself.
    if (process.send) stopTelling = tellLoad(run, progress);
  }

  /** Artillery would wait for ever for what throws here. */
  async function after(): Promise<void> {
    const failed = (what: string) => (error: unknown) => {
      progress.fail();
      process.stderr.write(`${what}: ${String(Object(error).message)}\n`);
      return exitCodes.failed;
    };
    // Many of them are judged together, by their samples.
    if (isOnLambda(env)) {
      const code = await leaveSamples(env).catch(failed('The samples could not be kept'));
      if (code !== exitCodes.done) artillery.suggestedExitCode = code;
      return;
    }
    if (opening === undefined) return;
    const exitCode = await judge(opening).catch(failed('The run could not be judged'));
    const code = interruption?.exitCode() ?? exitCode;
    if (code !== exitCodes.done) artillery.suggestedExitCode = code;
  }

  async function judge(opened: Promise<OpenRun>): Promise<number> {
    const run = await opened;
    stopTelling?.();
    const isInterrupted = interruption?.exitCode() !== undefined;
    const report = await closeRun(run, { progress, isInterrupted, sketch });
    const text = `${renderVerdict(report)}  Report: ${run.folder}/report.html\n`;
    process.stdout.write(printableColours(text));
    return verdictCodes[report.verdict];
  }

  return { before, after };
}

async function leaveSamples(env: NodeJS.ProcessEnv): Promise<number> {
  process.stdout.write(`The samples are in ${await uploadWorkerSamples(env)}\n`);
  return exitCodes.done;
}
