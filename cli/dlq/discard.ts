import type { Command } from 'commander';
import type { DiagnosedLetter } from '../../client/dead-letters/diagnose.ts';
import {
  type DiscardDryRun,
  type DiscardResult,
  discardDeadLetters,
  foreseeDiscard,
} from '../../client/dead-letters/discard.ts';
import { countLetters, hasId } from '../../client/dead-letters/find-letters.ts';
import { type LetterFilter, matchesFilter } from '../../client/dead-letters/letter-filter.ts';
import { holdFor } from '../../client/dead-letters/letter-taker.ts';
import { discardEndings } from '../../client/dead-letters/redrive-texts.ts';
import { bucketName } from '../../client/stage/bucket.ts';
import { accountOf, readDepth } from '../../client/stage/queues.ts';
import { exitCodeOf } from '../../client/terminal/exit-codes.ts';
import { progressBar } from '../../client/terminal/progress-bar.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { userName } from '../../client/user-name.ts';
import { type ChangeFlags, endLook, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';
import type { Connected } from '../connect.ts';
import type { LetterFlags } from './letter-options.ts';
import { listLineOf } from './list-line.ts';
import { lettersOf, notFound } from './open-letters.ts';
import { type ListLine, printGroups } from './print-groups.ts';

export interface DiscardFlags extends LetterFlags, ChangeFlags, Omit<LetterFilter, 'reason'> {
  /** Why they are given up. It chooses no letters. */
  readonly reason: string;
  readonly limit?: number;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/** `spillway dlq discard` */
export function discard(
  id: string | undefined,
  options: DiscardFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, (connected) =>
    discardLetters(connected, id, options, context),
  );
}

async function discardLetters(
  connected: Connected,
  id: string | undefined,
  options: DiscardFlags,
  context: ProgramContext,
): Promise<void> {
  const { clients, stage, lines } = connected;
  const { now, signal, err } = context;
  const letters = await lettersOf(connected, context, options);
  const { queue, diagnose } = letters;
  const { reason, limit = Number.POSITIVE_INFINITY, ...filter } = options;
  const isChosen = ({ letter, diagnosis }: DiagnosedLetter) =>
    (id === undefined || hasId(letter, id)) && matchesFilter(filter, diagnosis);
  const { visible } = await readDepth(queue.sqs, queue.url);
  const choice = { queue, diagnose, isChosen, limit, signal };
  if (options.dryRun) {
    const foreseen = await foreseeDiscard(choice, visible);
    const listLine = listLineOf(lines, filter);
    print(options, context, foreseen, (result, out) => printDryRun(result, out, listLine));
    endLook(context);
    return;
  }
  await confirmChange(connected, options, context, async () => ({
    what: `Discard ${await countLetters(letters, choice)}, each archived first`,
    account: accountOf(queue.url),
  }));
  const startedAt = now();
  const result = await discardDeadLetters(clients.s3, {
    ...{ ...choice, reason, now },
    bucket: await bucketName(clients.s3, stage, queue.url),
    holdSeconds: holdFor(Math.max(visible, 10), 20),
    by: userName(),
    onProgress: (discarded) =>
      err.progress(progressBar(discarded, Math.min(visible, limit), { startedAt, now: now() })),
  });
  const { discarded, skipped, stopped } = result;
  if (id !== undefined && discarded === 0 && stopped === 'drained') {
    throw notFound(id, skipped, { max: Infinity, stage: options.stage }, lines);
  }
  print(options, context, result, printResult);
  end(result, options, context, connected);
}

function end(
  { discarded, undeleted, stopped }: DiscardResult,
  options: DiscardFlags,
  { err, setExitCode }: ProgramContext,
  { lines }: Connected,
): void {
  setExitCode(exitCodeOf(stopped, undeleted));
  if (stopped !== 'interrupted') return;
  err.line(`Go on with: ${lines.same({ limit: options.limit && options.limit - discarded })}`);
}

function printDryRun(
  { count, groups }: DiscardDryRun,
  terminal: Terminal,
  listLine: ListLine,
): void {
  terminal.line(`Nothing was discarded. ${count} dead letters would be.`);
  printGroups(groups, terminal, listLine);
}

function printResult(result: DiscardResult, terminal: Terminal): void {
  const { discarded, undeleted, skipped, archive, stopped } = result;
  const ending = discardEndings[stopped];
  terminal.line(`${terminal.style('bold', `${discarded} discarded.`)} ${ending}`.trimEnd());
  if (discarded > 0) terminal.line(`Archived in ${archive}<source>/<day>/`);
  if (skipped > 0) terminal.line(`${skipped} are others and stay.`);
  if (undeleted > 0) {
    const text = `${undeleted} are archived, but could not be deleted; they stay. Run it again.`;
    terminal.line(terminal.style('red', text));
  }
}
