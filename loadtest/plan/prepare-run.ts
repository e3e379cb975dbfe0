import { cpus } from 'node:os';
import { join } from 'node:path';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import type { Handover } from '../generator/open-generator.ts';
import { openSamples } from '../samples/samples-file.ts';
import { workerSamplesFile } from '../samples/worker-samples.ts';
import { checkPoison, sendsPoison } from './check-poison.ts';
import { isOnLambda } from './is-on-lambda.ts';
import { markRun, stageToMark } from './mark-run.ts';
import { checkPhases } from './phases.ts';
import { planRun } from './plan-run.ts';
import { prepareEnvironment } from './prepare-environment.ts';
import { readVariables } from './read-variables.ts';
import { resolveTarget } from './resolve-target.ts';
import type { Target } from './target.ts';

/** What Artillery says of the run in its main process. */
export interface TestConfig {
  readonly scriptPath: string;
  /** Not yet divided among the workers: what is put in its place here is what they get. */
  phases: unknown[];
}

interface MainContext {
  readonly vars: { readonly $environment?: string; readonly $testId?: string; handover?: unknown };
}

/** GitHub gives up after 10 seconds. */
const timeoutMs = 10_000;

const root = join(import.meta.dirname, '../..');

type Environment = Record<string, string | undefined>;

export interface PreparedRun {
  readonly target: Target;
  readonly handover: Handover;
}

/**
 * Runs before Artillery's workers start: finds the target, plans what is sent, and hands both over.
 *
 * @throws Error whose message says what to do
 */
export async function prepareRun(
  { vars }: MainContext,
  env: Environment,
  test: TestConfig,
): Promise<PreparedRun> {
  const { $environment: environment, $testId: run = 'unknown' } = vars;
  const { stage, endpoint, ...planned } = readVariables(vars);
  const target = await resolveTarget({ environment, env, stage, endpoint });
  prepareEnvironment(env, target.endpoint);
  const samplesFile = isOnLambda(env) ? workerSamplesFile(env) : env.SPILLWAY_SAMPLES;
  const routes = await routesOf(target, env);
  const handover = planRun({
    ...{ run, target, timeoutMs, samplesFile, file: test.scriptPath },
    phases: checkPhases(test.phases, test.scriptPath),
    ...planned,
    workers: artilleryWorkers(),
    now: Date.now(),
    isOneOfMany: isOnLambda(env),
    routes,
  });
  if (routes && sendsPoison(test.scriptPath)) await checkPoison(handover, routes);
  vars.handover = handover;
  test.phases.splice(0, test.phases.length, ...handover.plan.phases.map((each) => ({ ...each })));
  if (samplesFile) {
    const samples = openSamples(samplesFile);
    samples.append(handover.plan);
    samples.close();
  }
  mark({ stack: target.stack, env });
  return { target, handover };
}

/** Of the embedded stack, or of this checkout for a stage that was asked for by name. A worker on Lambda has none. */
async function routesOf({ stack, stage }: Target, env: Environment) {
  if (stack) return await createReadRoutes(root, stack.configFile)();
  return stage && !isOnLambda(env) ? await createReadRoutes(root, undefined)() : undefined;
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
