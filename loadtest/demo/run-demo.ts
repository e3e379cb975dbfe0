import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StackDescription } from '../../client/stack-file.ts';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import config from '../demo.config.ts';
import type { Handover } from '../generator/open-generator.ts';
import { judge } from '../judge/verdict.ts';
import { markRun } from '../plan/mark-run.ts';
import { readPhases } from '../plan/phases.ts';
import { planRun } from '../plan/plan-run.ts';
import { scenarioFile } from '../plan/scenario-files.ts';
import { describeEnvironment } from '../report/environment.ts';
import { createReport, type Report } from '../report/json.ts';
import { writeReport } from '../report/write-report.ts';
import type { Children } from '../run/children.ts';
import type { Progress } from '../run/progress.ts';
import { countArrivals, readArrivals } from '../run/read-arrivals.ts';
import { openQueues } from '../run/stage-queues.ts';
import { startArtillery } from '../run/start-artillery.ts';
import { startStack } from '../run/start-stack.ts';
import { warmUp } from '../run/warm-up.ts';
import { type BacklogWatch, watchBacklog } from '../run/watch-backlog.ts';
import type { RunRecord } from '../run-record.ts';
import { followSamples } from '../samples/follow-samples.ts';
import type { Plan } from '../samples/sample.ts';
import { openSamples, readSamples } from '../samples/samples-file.ts';
import type { DemoOptions } from './options.ts';

interface DemoInput {
  readonly options: DemoOptions;
  readonly children: Children;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: Progress;
}

interface DemoResult {
  readonly report: Report;
  /** Where report.html and report.json are. */
  readonly folder: string;
}

/** What the parts of one demo share. */
interface Run extends DemoInput {
  readonly stack: StackDescription;
  readonly folder: string;
  readonly handover: Handover;
}

const stackTimeoutMilliseconds = 60_000;
const drainTimeoutMilliseconds = 60_000;

/** Starts the stack, loads it, waits for it to drain, judges. The caller has to stop what `children` holds. */
export async function runDemo(input: DemoInput): Promise<DemoResult> {
  const startedAt = new Date();
  const { progress } = input;
  progress.step('Starting the embedded stack');
  const stack = await startStack({ ...input, timeoutMilliseconds: stackTimeoutMilliseconds });
  const folder = createFolder(startedAt);

  const handover = planDemo(input.options, stack, startedAt);
  const record = await observe({ ...input, stack, folder, handover });
  progress.step('Judging');
  const judgement = judge(record);
  const environment = describeEnvironment();
  const report = createReport({
    record,
    judgement,
    environment,
    startedAt,
    finishedAt: new Date(),
  });
  writeReport(folder, report);
  progress.done();
  return { report, folder };
}

function createFolder(startedAt: Date): string {
  const folder = join('reports', startedAt.toISOString().slice(0, 19).replaceAll(':', '-'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

function planDemo(size: DemoOptions, stack: StackDescription, startedAt: Date): Handover {
  const { endpoint, sources } = stack;
  const file = scenarioFile('spike');
  return planRun({
    ...{ run: startedAt.toISOString(), file, phases: readPhases(file), size },
    ...{ target: { endpoint, sources, stack }, routes: config, now: startedAt.getTime() },
    ...{ workers: 1, timeoutMs: 10_000 },
  });
}

async function observe(run: Run): Promise<RunRecord> {
  const { stack, folder, handover, progress } = run;
  const queues = await openQueues(stack);
  const watch = watchBacklog(queues.sampleBacklog);

  await sendEachExample(run);
  await mark(run, 'The spike of the demo begins.');
  await runSpike(run, watch);
  await mark(run, 'The spike of the demo is over.');
  await drain(run, watch);
  await watch.stop();

  progress.step('Comparing what was accepted with what arrived');
  const [arrivals, deadLetters] = [
    await readArrivals(stack.sinkUrl),
    await queues.readDeadLetters(),
  ];
  queues.close();
  const samples = readSamples(join(folder, 'spike.jsonl'));
  return {
    plan: samples.find((one): one is Plan => one.kind === 'plan') ?? handover.plan,
    warmUp: readSamples(join(folder, 'examples.jsonl')),
    samples,
    arrivals,
    deadLetters,
    backlog: watch.samples,
  };
}

function mark({ stack, progress }: Run, text: string): Promise<void> {
  return markRun(embeddedStageOf(stack), text, progress.update);
}

async function sendEachExample({ folder, progress, handover }: Run): Promise<void> {
  progress.step(`Sending each of GitHub's ${handover.plan.webhooks.length} examples`);
  const samples = openSamples(join(folder, 'examples.jsonl'));
  await warmUp({
    handover,
    samples,
    onAnswer: (answered) => progress.update(`${answered} answered`),
  });
  samples.close();
}

async function runSpike(run: Run, { samples }: BacklogWatch): Promise<void> {
  const { stack, options, handover, progress, env, children } = run;
  const samplesFile = join(run.folder, 'spike.jsonl');
  const peak = Math.max(...handover.plan.phases.map(({ rampTo }) => rampTo));
  progress.step(`Spike to ${peak} webhooks a second with Artillery`);

  const { child, ended } = startArtillery({
    stack,
    env,
    size: { rate: options.rate, seconds: options.seconds },
    samplesFile,
  });
  children.add(child);
  const count = followSamples(samplesFile);
  const timer = setInterval(() => {
    const { sent, accepted } = count();
    const { waiting = 0, inFlight = 0 } = samples.at(-1) ?? {};
    progress.update(`${sent} sent, ${accepted} accepted, backlog ${waiting + inFlight}`);
  }, 500);
  const { exitCode, output } = await ended;
  clearInterval(timer);
  if (exitCode !== 0) throw new Error(`Artillery ended with exit code ${exitCode}\n${output}`);
}

async function drain({ stack, progress }: Run, watch: BacklogWatch): Promise<void> {
  progress.step('Waiting until the queue is empty');
  const isEmpty = await watch.untilEmpty(drainTimeoutMilliseconds, ({ waiting, inFlight }) =>
    progress.update(`${waiting} waiting, ${inFlight} in flight`),
  );
  const arrived = await countArrivals(stack.sinkUrl);
  progress.update(isEmpty ? `empty, ${arrived} arrived` : `not empty yet, ${arrived} arrived`);
}
