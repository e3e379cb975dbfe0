import type { S3Client } from '@aws-sdk/client-s3';
import { CommandError } from '../../client/command-error.ts';
import type { StageRoutes } from '../../client/stage/configuration.ts';
import type { Stage } from '../../client/stage/stage.ts';
import { planRun } from '../plan/plan-run.ts';
import type { Target } from '../plan/target.ts';
import { targetOfStage } from '../plan/target-of-stage.ts';
import type { Report } from '../report/json.ts';
import { judgeSent } from '../run/close-run.ts';
import { createFolder } from '../run/create-folder.ts';
import { observeStage } from '../run/observe-stage.ts';
import type { Observer } from '../run/observer.ts';
import { openObserver } from '../run/open-observer.ts';
import type { Progress } from '../run/progress.ts';
import { watchBacklog } from '../run/watch-backlog.ts';
import type { Plan, Sample } from '../samples/sample.ts';
import { mergeWorkers } from './merge-workers.ts';
import { findWorkers, readWorker, type WorkersFound } from './samples-in-s3.ts';

interface Judging {
  readonly s3: S3Client;
  /** As `findWorkers` takes it. */
  readonly run: string;
  readonly stage: Stage;
  readonly routes: StageRoutes;
  /** For how long the queue has to read empty; as long as such a stage needs. */
  readonly emptyMs?: number | undefined;
  /** The folder in which reports are. */
  readonly reports: string;
  readonly progress: Progress;
  /** Ends the waiting: what is known by then is judged. */
  readonly signal: AbortSignal;
}

/** Of what the emulators have answered once, they don't say anything else later. */
const embeddedEmptyMs = 1000;

/**
 * Judges what workers on other machines sent to a stage: as a run that observes itself is judged, by the same gates.
 *
 * @throws CommandError where there is nothing to judge, or where another stage was loaded
 */
export async function judgeWorkers(
  judging: Judging,
): Promise<{ readonly report: Report; readonly folder: string }> {
  const { s3, run, stage, routes, progress, signal } = judging;
  progress.step('Reading what the workers left');
  const found = await findWorkers(s3, run);
  const parts = await readAll(s3, found, progress);
  const merged = mergeWorkers(parts, found.began);
  refuseOtherStage(merged.plan, stage);
  const target = await targetOf(stage, merged.plan);
  const plan = withRoutes(merged.plan, target, routes);
  const emptyMs = judging.emptyMs ?? (stage.isEmbedded ? embeddedEmptyMs : undefined);
  const observer =
    plan.stage === undefined
      ? await openObserver({ ...target, endpoint: plan.endpoint }, { env: {}, startedAt: plan.at })
      : interruptible(await observeStage({ stage, routes, startedAt: plan.at, emptyMs }), signal);
  const watch = 'sampleBacklog' in observer ? watchBacklog(observer.sampleBacklog) : undefined;
  const startedAt = new Date(plan.at);
  const folder = createFolder(plan.scenario, startedAt, judging.reports);
  const report = await judgeSent(
    { folder, observer, startedAt, workers: merged.workers, ...(watch && { watch }) },
    { plan, samples: merged.samples, warmUp: [] },
    progress,
  );
  return { report, folder };
}

async function readAll(s3: S3Client, found: WorkersFound, progress: Progress) {
  const parts = new Map<string, readonly Sample[]>();
  for (const worker of found.left) {
    progress.update(`${parts.size} of ${found.left.length}`);
    parts.set(worker, await readWorker(s3, found, worker));
  }
  progress.update(`${parts.size} workers`);
  return parts;
}

function refuseOtherStage({ stage, endpoint }: Plan, { name, stack }: Stage): void {
  if (stage !== undefined && stage !== name) {
    throw new CommandError(
      `The workers loaded the stage ${stage}, not ${name}.`,
      `Name it: --stage ${stage}`,
    );
  }
  if (stack === undefined || stack.endpoint === endpoint) return;
  throw new CommandError(
    `The workers loaded ${endpoint}, which is not the running \`npm start\`.`,
    'Name the stage that is there: --stage <name>',
  );
}

async function targetOf({ name, stack }: Stage, { endpoint }: Plan): Promise<Target> {
  if (stack !== undefined) return { endpoint, sources: stack.sources, stack };
  return await targetOfStage(name, endpoint);
}

/** A worker has no configuration. Where its webhooks go is known here. */
function withRoutes(plan: Plan, target: Target, routes: StageRoutes): Plan {
  const { run, phases, mix, timeoutMs, at, scenario } = plan;
  const planned = planRun({
    ...{ run, phases, mix, timeoutMs, target, routes, now: at, file: scenario },
    ...{ size: {}, workers: 1 },
  });
  const goals = new Map(planned.plan.webhooks.map((one) => [keyOf(one), one.to]));
  const webhooks = plan.webhooks.map((one) => {
    const to = goals.get(keyOf(one));
    return to === undefined ? one : { ...one, to };
  });
  return { ...plan, webhooks };
}

const keyOf = ({ source, example }: Plan['webhooks'][number]) => `${source} ${example}`;

function interruptible(observer: Observer, signal: AbortSignal): Observer {
  return {
    ...observer,
    sampleBacklog() {
      if (signal.aborted) throw new Error('the waiting was interrupted.');
      return observer.sampleBacklog();
    },
  };
}
