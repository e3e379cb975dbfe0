import { cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import { openSamples } from '../samples/samples-file.ts';
import { markRun, stageToMark } from './mark-run.ts';
import { checkPhases } from './phases.ts';
import { planRun } from './plan-run.ts';
import { prepareEnvironment } from './prepare-environment.ts';
import { resolveTarget } from './resolve-target.ts';

/** What Artillery says of the run in its main process. */
export interface TestConfig {
  readonly scriptPath: string;
  /** Not yet divided among the workers: what is put in its place here is what they get. */
  phases: unknown[];
}

interface MainContext {
  readonly vars: { readonly $environment?: string; readonly $testId?: string; handover?: unknown };
}

/** What a user gives with Artillery's `--variables`. */
const variables = z.object({
  /** Webhooks a second in the sustained phase. */
  rate: z.number().positive().optional(),
  /** How long the sustained phase lasts; the others shrink with it. */
  seconds: z.int().positive().optional(),
  /** Names of sources, separated by commas; all of them unless given. */
  sources: z.string().optional(),
});

/** GitHub gives up after 10 seconds. */
const timeoutMs = 10_000;

const root = join(import.meta.dirname, '../..');

type Environment = Record<string, string | undefined>;

/**
 * Runs before Artillery's workers start: finds the target, plans what is sent, and hands both over.
 *
 * @throws Error whose message says what to do
 */
export async function prepareRun(
  { vars }: MainContext,
  env: Environment,
  test: TestConfig,
): Promise<void> {
  const { $environment: environment, $testId: run = 'unknown' } = vars;
  const { rate, seconds, sources } = readVariables(vars);
  const target = resolveTarget({ environment, env });
  prepareEnvironment(env, target.endpoint);
  const { SPILLWAY_SAMPLES: samplesFile } = env;
  const handover = planRun({
    ...{ run, target, timeoutMs, samplesFile, file: test.scriptPath },
    phases: checkPhases(test.phases, test.scriptPath),
    size: { rate, seconds },
    only: sources?.split(','),
    workers: artilleryWorkers(),
    now: Date.now(),
    routes: target.stack && (await createReadRoutes(root, target.stack.configFile)()),
  });
  vars.handover = handover;
  test.phases.splice(0, test.phases.length, ...handover.plan.phases.map((each) => ({ ...each })));
  if (samplesFile) {
    const samples = openSamples(samplesFile);
    samples.append(handover.plan);
    samples.close();
  }
  mark({ stack: target.stack, env });
}

function readVariables(vars: object) {
  const parsed = variables.safeParse(vars);
  if (parsed.success) return parsed.data;
  throw new Error(`--variables: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
}

/** As many threads as Artillery starts on this machine. */
function artilleryWorkers(): number {
  return Math.max(1, cpus().length - 1);
}

/** Not waited for: the load begins when it is due. */
function mark(options: Parameters<typeof stageToMark>[0]): void {
  const stage = stageToMark(options);
  if (stage === undefined) return;
  const text = 'A load test with Artillery begins.';
  void markRun(stage, text, (line) => process.stderr.write(`${line}\n`));
}
