import { setTimeout as sleep } from 'node:timers/promises';
import { after, pollUntil } from '../../client/poll-until.ts';
import { judge } from '../judge/verdict.ts';
import { describeEnvironment } from '../report/environment.ts';
import { createReport, type Report } from '../report/json.ts';
import { writeReport } from '../report/write-report.ts';
import type { RunRecord, Unchecked } from '../run-record.ts';
import { followSamples } from '../samples/follow-samples.ts';
import { isAccepted, requestsOf } from '../samples/requests.ts';
import type { Plan, Sample } from '../samples/sample.ts';
import { readSamples } from '../samples/samples-file.ts';
import { explainAnswers } from './explain-answers.ts';
import type { Observer, Outcomes } from './observer.ts';
import type { OpenRun } from './open-run.ts';
import type { Progress } from './progress.ts';
import type { BacklogWatch } from './watch-backlog.ts';

interface Closing {
  readonly progress: Progress;
  readonly isInterrupted: boolean;
}

/** Waits for what was sent, looks what became of it, judges, and writes the report. */
export async function closeRun(run: OpenRun, closing: Closing): Promise<Report> {
  const { progress, isInterrupted } = closing;
  if (isInterrupted) await untilAnswered(run, progress);
  const samples = readSamples(run.samplesFile);
  const plan = samples.find((one): one is Plan => one.kind === 'plan') ?? run.handover.plan;
  const sent = { plan, samples, warmUp: readSamples(run.warmUpFile) };
  const record: RunRecord = { ...sent, ...(await look(run, sent, progress)), isInterrupted };
  progress.step('Judging');
  const report = createReport({
    record,
    judgement: judge(record),
    environment: describeEnvironment(run.observer.stack),
    startedAt: run.startedAt,
    finishedAt: new Date(),
    remarks: remarksOf(run, plan, samples),
  });
  writeReport(run.folder, report);
  progress.done();
  return report;
}

function remarksOf(run: OpenRun, plan: Plan, samples: readonly Sample[]): readonly string[] {
  const { observer, clockAheadMs } = run;
  const unseen = 'unseen' in observer && observer.unseen ? [observer.unseen.why] : [];
  return [...explainAnswers({ plan, samples, clockAheadMs }), ...unseen];
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

type Sight = Outcomes & Pick<RunRecord, 'backlog' | 'unchecked' | 'unseen'>;

interface SentSamples {
  readonly plan: Plan;
  readonly samples: readonly Sample[];
  readonly warmUp: readonly Sample[];
}

const nothing: Outcomes = { arrivals: [], deadLetters: [] };

async function look(run: OpenRun, sent: SentSamples, progress: Progress): Promise<Sight> {
  const { observer, watch } = run;
  if (watch === undefined || 'unchecked' in observer) {
    const unchecked = 'unchecked' in observer ? observer.unchecked : [];
    return { ...nothing, backlog: [], unchecked };
  }
  const unchecked: Unchecked[] = [];
  const attempt = async <Found>(what: string, action: () => Promise<Found>) =>
    await action().catch((error: unknown) => {
      unchecked.push({ what, why: error instanceof Error ? error.message : String(error) });
      return undefined;
    });
  await attempt('The backlog', () => drain(observer, watch, progress));
  await attempt('The backlog', watch.stop);
  progress.step('Comparing what was accepted with what became of it');
  const accepted = requestsOf([...sent.warmUp, ...sent.samples], sent.plan.timeoutMs);
  const outcomes = await attempt('What became of the webhooks', () =>
    observer.readOutcomes(accepted.filter(isAccepted), sent.plan.webhooks),
  );
  observer.close();
  const unseen = observer.unseen?.gates ?? [];
  return { ...nothing, ...outcomes, backlog: watch.samples, unchecked, unseen };
}

async function drain(
  { settling }: Observer,
  watch: BacklogWatch,
  progress: Progress,
): Promise<void> {
  progress.step('Waiting until the queue is empty');
  const isEmpty = await watch.untilEmpty(settling, ({ waiting, inFlight }) =>
    progress.update(`${waiting} waiting, ${inFlight} in flight`),
  );
  progress.update(isEmpty ? 'empty' : 'not empty yet');
}
