import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StackDescription } from '../../client/stack-file.ts';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import config from '../demo.config.ts';
import { openLedger, readLedger } from '../ledger.ts';
import { markRun } from '../mark-run.ts';
import { readExamplePayloads } from '../payloads.ts';
import { type Phase, readPhases, resizePhases } from '../phases.ts';
import { describeEnvironment } from '../report/environment.ts';
import { createReport, type Report } from '../report/json.ts';
import { writeReport } from '../report/write-report.ts';
import { startArtillery } from '../run-artillery.ts';
import type { RunRecord } from '../run-record.ts';
import { githubSourceOf } from '../target.ts';
import { judge } from '../verdict.ts';
import type { Children } from './children.ts';
import { followLedger } from './follow-ledger.ts';
import type { DemoOptions } from './options.ts';
import type { Progress } from './progress.ts';
import { openQueues } from './queues.ts';
import { sendPayloads } from './send-payloads.ts';
import { countArrivals, readArrivals } from './sink.ts';
import { startStack } from './start-stack.ts';
import { type BacklogWatch, watchBacklog } from './watch-backlog.ts';

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
  readonly phases: readonly Phase[];
}

const stackTimeoutMilliseconds = 60_000;
const drainTimeoutMilliseconds = 60_000;

/** Starts the stack, loads it, waits for it to drain, judges. The caller has to stop what `children` holds. */
export async function runDemo(input: DemoInput): Promise<DemoResult> {
  const startedAt = new Date();
  const phases = resizePhases(readPhases(), input.options);
  const { progress } = input;
  progress.step('Starting the embedded stack');
  const stack = await startStack({ ...input, timeoutMilliseconds: stackTimeoutMilliseconds });
  const folder = createFolder(startedAt);

  const record = await observe({ ...input, stack, folder, phases });
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

async function observe(run: Run): Promise<RunRecord> {
  const { stack, folder, phases, progress } = run;
  const payloads = readExamplePayloads();
  const queues = await openQueues(stack);
  const watch = watchBacklog(queues.sampleBacklog);

  await sendEachExample(run, payloads);
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
  return {
    phases,
    payloads,
    examples: readLedger(join(folder, 'examples.jsonl')),
    spike: readLedger(join(folder, 'spike.jsonl')),
    arrivals,
    deadLetters,
    backlog: watch.samples,
    destinationsOf: () => Object.keys(config.destinations),
  };
}

function mark({ stack, progress }: Run, text: string): Promise<void> {
  return markRun(embeddedStageOf(stack), text, progress.update);
}

async function sendEachExample(
  { stack, folder, progress }: Run,
  payloads: ReturnType<typeof readExamplePayloads>,
): Promise<void> {
  progress.step(`Sending each of GitHub's ${payloads.length} example payloads`);
  const { name, secret } = githubSourceOf(stack);
  const ledger = openLedger(join(folder, 'examples.jsonl'));
  await sendPayloads({
    payloads,
    target: { url: `${stack.endpoint}/webhooks/${name}`, secret },
    ledger,
    onAnswer: (answered) => progress.update(`${answered} answered`),
  });
  ledger.close();
}

async function runSpike(run: Run, { samples }: BacklogWatch): Promise<void> {
  const { stack, phases, progress, env, children } = run;
  const ledgerPath = join(run.folder, 'spike.jsonl');
  const { name, secret } = githubSourceOf(stack);
  const peak = Math.max(...phases.map(({ rampTo }) => rampTo));
  progress.step(`Spike to ${peak} webhooks a second with Artillery`);

  const { child, ended } = startArtillery({
    environment: 'aws',
    env: { ...env, SPILLWAY_URL: stack.endpoint, SPILLWAY_SECRET: secret, SPILLWAY_SOURCE: name },
    phases,
    ledgerPath,
  });
  children.add(child);
  const count = followLedger(ledgerPath);
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
