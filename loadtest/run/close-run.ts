import { setTimeout as sleep } from 'node:timers/promises';
import { after, pollUntil } from '../../client/poll-until.ts';
import { type Judgement, judge } from '../judge/verdict.ts';
import { describeEnvironment } from '../report/environment.ts';
import { createReport, type Report } from '../report/json.ts';
import { writeReport } from '../report/write-report.ts';
import type { Observation, RunRecord, WorkersSeen } from '../run-record.ts';
import { followSamples } from '../samples/follow-samples.ts';
import type { Plan } from '../samples/sample.ts';
import { readSamples } from '../samples/samples-file.ts';
import { explainAnswers } from './explain-answers.ts';
import { lookAtStage, type Sight } from './look-at-stage.ts';
import type { SentSamples } from './observer.ts';
import type { OpenRun } from './open-run.ts';
import type { Progress } from './progress.ts';
import type { Sketch } from './read-sketch.ts';
import { tellOthers } from './tell-others.ts';

interface Closing {
  readonly progress: Progress;
  readonly isInterrupted: boolean;
  /** Artillery's own percentiles, where it has any. */
  readonly sketch?: Sketch | undefined;
}

interface Watched
  extends Pick<OpenRun, 'folder' | 'observer' | 'startedAt'>,
    Partial<Pick<OpenRun, 'watch' | 'clockAheadMs' | 'formerRuns'>> {
  /** Of a run on several machines. */
  readonly workers?: WorkersSeen;
  /** Artillery's own percentiles. */
  readonly sketch?: Sketch;
}

/** Waits for what was sent, looks what became of it, judges, and writes the report. */
export async function closeRun(run: OpenRun, closing: Closing): Promise<Report> {
  if (closing.isInterrupted) await untilAnswered(run, closing.progress);
  const samples = readSamples(run.samplesFile);
  const plan = samples.find((one): one is Plan => one.kind === 'plan') ?? run.handover.plan;
  const sent = { plan, samples, warmUp: readSamples(run.warmUpFile) };
  const { isInterrupted, progress, sketch } = closing;
  const watched = { ...run, ...(sketch && { sketch }) };
  return await judgeSent(watched, { ...sent, isInterrupted }, progress);
}

/** The same of what was sent already, here or elsewhere. */
export async function judgeSent(
  run: Watched,
  sent: SentSamples,
  progress: Progress,
): Promise<Report> {
  const { formerRuns, workers, sketch } = run;
  const seen = await lookAt(run, sent, progress);
  const record: RunRecord = {
    ...{ ...sent, ...seen },
    ...(formerRuns && { formerRuns }),
    ...(workers && { workers }),
  };
  progress.step('Judging');
  const judgement = judge(record);
  const report = createReport({
    record,
    judgement,
    environment: {
      ...describeEnvironment(run.observer.stack),
      ...(workers && { machine: `${workers.left.length} workers of Artillery elsewhere` }),
    },
    startedAt: run.startedAt,
    finishedAt: new Date(),
    ...(sketch && { sketch }),
    remarks: [...remarksOf(run, record, judgement), ...tellWorkers(workers)],
  });
  writeReport(run.folder, report);
  progress.done();
  return report;
}

function remarksOf(
  { clockAheadMs }: Watched,
  record: RunRecord,
  { untold, notLookedAt }: Judgement,
): readonly string[] {
  const { plan, samples, blind = {} } = record;
  const ofGates = new Set(notLookedAt.map(({ why }) => why));
  const missing = Object.entries(blind).filter(([, why]) => !ofGates.has(why));
  return [
    ...explainAnswers({ plan, samples, clockAheadMs }),
    ...tellOthers(record),
    ...untold,
    ...missing.map(([what, why]) => `The report is without ${figuresOf[what] ?? what}: ${why}`),
  ];
}

const figuresOf: Readonly<Partial<Record<string, string>>> = {
  ages: 'the age of the oldest message',
  cost: 'what it cost',
  functions: 'the figures of the functions',
  stages: 'the times in the queue and of processing',
  taken: 'the count of what others sent',
  memory: "the memory of the stack's process",
  alarms: 'the alarms',
  claimChecked: 'the bodies in the bucket',
} satisfies Record<Observation, string>;

function tellWorkers(workers: WorkersSeen | undefined): readonly string[] {
  if (workers === undefined) return [];
  const { expected, left, silent, withinMs } = workers;
  const unknown = expected - left.length - silent.length;
  return [
    `The ${left.length} workers began within ${(withinMs / 1000).toFixed(1)} s of each other. Phases count from the first one.`,
    'Nobody watched the backlog while they sent.',
    ...(silent.length > 0
      ? [`These workers began and left no samples: ${silent.join(', ')}.`]
      : []),
    ...(unknown > 0
      ? [`Of ${unknown} of ${expected} workers there is nothing: they never began.`]
      : []),
  ];
}

/** What is under way when nothing more is sent is still answered. */
async function untilAnswered(
  { samplesFile, handover }: OpenRun,
  progress: Progress,
): Promise<void> {
  progress.step('Waiting for the last answers');
  const count = followSamples(samplesFile);
  const isOver = after(handover.plan.timeoutMs, () => performance.now());
  const look = async () => {
    const { sent, ended } = count();
    return ended >= sent || undefined;
  };
  await pollUntil(look, { everyMilliseconds: 100, sleep, isOver });
}

function lookAt(
  { observer, watch }: Watched,
  sent: SentSamples,
  progress: Progress,
): Promise<Sight> | Sight {
  if (watch !== undefined && !('unchecked' in observer)) {
    return lookAtStage(observer, watch, sent, progress);
  }
  const unchecked = 'unchecked' in observer ? observer.unchecked : [];
  return { arrivals: [], deadLetters: [], backlog: [], unchecked };
}
