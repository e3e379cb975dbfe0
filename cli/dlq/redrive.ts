import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { withGoOn } from '../../client/command-error.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import type { DiagnosedLetter } from '../../client/dead-letters/diagnose.ts';
import { countLetters } from '../../client/dead-letters/find-letters.ts';
import { foreseeRedrive } from '../../client/dead-letters/foresee-redrive.ts';
import {
  hasFilter,
  type LetterFilter,
  matchesFilter,
} from '../../client/dead-letters/letter-filter.ts';
import { cancelMove, type MoveOptions } from '../../client/dead-letters/move-by-sqs.ts';
import type { DeadLetters } from '../../client/dead-letters/open-dead-letters.ts';
import type { RedriveOrder } from '../../client/dead-letters/plan-redrive.ts';
import type { RedriveResult } from '../../client/dead-letters/redrive.ts';
import {
  isForSqs,
  readMovePlaces,
  runMove,
  runRedrive,
} from '../../client/dead-letters/run-redrive.ts';
import { explainError } from '../../client/explain-error.ts';
import { accountOf, findQueue, readDepth } from '../../client/stage/queues.ts';
import { exitCodeOf, exitCodes } from '../../client/terminal/exit-codes.ts';
import { progressBar } from '../../client/terminal/progress-bar.ts';
import { type ChangeFlags, endLook, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';
import type { Connected } from '../connect.ts';
import type { LetterFlags } from './letter-options.ts';
import { listLineOf } from './list-line.ts';
import { lettersOf } from './open-letters.ts';
import { failureOf, printDryRun, printMove, printRedrive } from './print-redrive.ts';

export interface RedriveFlags extends LetterFlags, LetterFilter, ChangeFlags {
  readonly rate: number;
  readonly limit?: number;
  readonly sample?: number;
  readonly wait: number;
  readonly stopAfter?: number;
  readonly resume?: string;
  readonly dryRun?: boolean;
  readonly max: number;
  readonly cancel?: boolean;
}

/** `spillway dlq redrive` */
export function redrive(
  options: RedriveFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, (connected) => choose(connected, options, context));
}

async function choose(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  const { dryRun, cancel } = options;
  if (dryRun) await foresee(connected, options, context);
  else if (cancel) await cancelRedrive(connected, options, context);
  else if (isMove(options)) await redriveAll(connected, options, context);
  else await redriveSome(connected, { ...options, run: options.resume ?? randomUUID() }, context);
}

function isMove({ limit, sample, stopAfter, resume, rate, ...filter }: RedriveFlags): boolean {
  return isForSqs(filter, { ratePerSecond: rate, others: [limit, sample, stopAfter, resume] });
}

async function foresee(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  const letters = await lettersOf(connected, context, options);
  const foreseen = await foreseeRedrive(letters, {
    filter: options,
    max: Math.min(options.max, options.limit ?? options.max),
    signal: context.signal,
    onProgress: (examined) => context.err.progress(`tried ${examined}`),
  });
  const listLine = listLineOf(connected.lines, options);
  print(options, context, foreseen, (result, out) => printDryRun(result, out, listLine));
  endLook(context);
}

/** Has SQS itself move them all. */
async function redriveAll(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  const { lines } = connected;
  const move = await prepareMove(
    connected,
    options,
    context,
    (visible) =>
      `Have SQS move all (about ${visible}) dead letters to the intake queue, ${options.rate} a second`,
  );
  const result = await runMove(connected, move);
  print(options, context, result, (end, out) => printMove(end, out, lines));
  if (result.stopped !== 'drained') context.setExitCode(exitCodes.interrupted);
}

/** Ends what SQS does. */
async function cancelRedrive(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  const { clients, lines } = connected;
  const move = await prepareMove(
    connected,
    options,
    context,
    () => 'End the move of dead letters that SQS does',
  );
  const result = await cancelMove(clients.sqs, move);
  if (result !== undefined) {
    print(options, context, result, (end, out) => printMove(end, out, lines));
    return;
  }
  const none = { moved: 0, stopped: 'none' };
  print(options, context, none, (_, out) => out.line('SQS moves no dead letters.'));
}

async function prepareMove(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
  describe: (visible: number) => string,
): Promise<MoveOptions> {
  const { clients, stage, lines } = connected;
  const { signal, sleep } = context;
  const queueUrl = await findQueue(clients.sqs, stage.name, 'dead-letters');
  return {
    ...(await readMovePlaces(connected)),
    ratePerSecond: options.rate,
    ...{ signal, sleep, lines },
    confirm: () =>
      confirmChange(connected, options, context, async () => {
        const { visible } = await readDepth(clients.sqs, queueUrl);
        return { what: describe(visible), account: accountOf(queueUrl) };
      }),
    onProgress: showProgress(context),
  };
}

type RunFlags = RedriveFlags & { readonly run: string };

/** Moves them one by one: some of them, or with a look at what becomes of them. */
async function redriveSome(
  connected: Connected,
  options: RunFlags,
  context: ProgramContext,
): Promise<void> {
  const { stage, lines } = connected;
  const { now, sleep, signal, err } = context;
  const { run, rate, limit = Number.POSITIVE_INFINITY, sample, wait, stopAfter } = options;
  const goOn = lines.same({ resume: run });
  const letters = await lettersOf(connected, context, options);
  await confirmChange(connected, options, context, () => describe(letters, options, context));
  err.line(`Run ${run}. If it ends early, go on with: ${goOn}`);
  const order: RedriveOrder = {
    ...{ runId: run, filter: options, ratePerSecond: rate, limit, stopAfter },
    isResumed: options.resume !== undefined,
    sample: sample === undefined ? undefined : { count: sample, waitSeconds: wait },
  };
  const result = await runRedrive(connected, letters, order, {
    ...{ now, sleep, signal, onSampleProgress: err.progress },
    onSamplePassed: (count) => err.line(`The sample passed: of ${count}, none came back.`),
    onProgress: showProgress(context),
  }).catch((error: unknown) => {
    throw withGoOn(explainError(error, stage, lines), goOn);
  });
  print(options, context, result, printRedrive);
  end(result, options, context, lines);
}

function showProgress({ now, err }: ProgramContext) {
  const startedAt = now();
  return (moved: number, toMove: number) =>
    err.progress(progressBar(moved, toMove, { startedAt, now: now() }));
}

async function describe(letters: DeadLetters, options: RunFlags, { signal }: ProgramContext) {
  const { limit = Number.POSITIVE_INFINITY, rate, sample } = options;
  const isChosen = hasFilter(options)
    ? ({ diagnosis }: DiagnosedLetter) => matchesFilter(options, diagnosis)
    : undefined;
  const count = await countLetters(letters, { isChosen, limit, signal });
  const first = sample === undefined ? '' : `, ${sample} first and the rest if none comes back`;
  return {
    what: `Send through again ${count}, ${rate} a second${first}`,
    account: accountOf(letters.queue.url),
  };
}

/** Says how to go on, and ends the command with what became of the run. */
function end(
  result: RedriveResult,
  options: RunFlags,
  { err, setExitCode }: ProgramContext,
  lines: CommandLines,
): void {
  const { refused, doubled, moved, stopped } = result;
  setExitCode(exitCodeOf(stopped, refused + doubled));
  if (stopped === 'interrupted') {
    const limit = options.limit && options.limit - moved;
    if (limit !== 0) err.line(`Go on with: ${lines.same({ resume: options.run, limit })}`);
  }
  const failure = failureOf(result, options.run, lines);
  if (failure !== undefined) throw failure;
}
