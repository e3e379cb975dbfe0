import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { bucketName } from '../bucket.ts';
import { type Connected, connect, type ProgramContext, print } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { positiveInteger } from '../numbers.ts';
import { progressBar } from '../progress-bar.ts';
import { readDepth } from '../queues.ts';
import type { Terminal } from '../terminal.ts';
import type { DiagnosedLetter } from './diagnose.ts';
import { type DiscardResult, discardDeadLetters } from './discard.ts';
import { hasFilter, type LetterFilter, matchesFilter, withFilter } from './letter-filter.ts';
import { holdFor } from './letter-taker.ts';
import { lookThrough } from './look-through.ts';
import {
  type DeadLetters,
  type LetterFlags,
  openDeadLetters,
  withLetterOptions,
} from './open-dead-letters.ts';
import { printGroups } from './print-summary.ts';
import { notFound } from './show-command.ts';
import { hasId } from './show-letter.ts';
import { addTo, type DeadLetterGroup } from './summarize.ts';

interface DiscardFlags extends LetterFlags, Omit<LetterFilter, 'reason'> {
  /** Why they are given up: no filter. */
  readonly reason: string;
  readonly limit?: number;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export function addDiscard(dlq: Command, context: ProgramContext): void {
  withFilter(withLetterOptions(dlq.command('discard [id]'), context))
    .description(
      'Gives dead letters up: each one is archived in the bucket of the stage, with the reason, and then deleted.',
    )
    .requiredOption('--reason <text>', 'why; it is kept with them')
    .option('--limit <count>', 'no more than this many (default: all)', positiveInteger)
    .option('--yes', 'all of them, where no id and no kind is given')
    .option('--dry-run', 'say what would be discarded, and discard nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway dlq discard --fingerprint 3f1c2f60c1d1 --reason "sent by a test" --dry-run\n  npx spillway dlq discard evt_1QxYz --reason "refunded by hand, ticket 4711" --stage prod',
    )
    .action((id: string | undefined, options: DiscardFlags) => {
      refuseAll(id, options);
      return connect(options, context, (connected) => discard(connected, id, options, context));
    });
}

function refuseAll(id: string | undefined, options: DiscardFlags): void {
  const { reason: _, ...filter } = options;
  if (id !== undefined || options.yes || options.dryRun || hasFilter(filter)) return;
  throw new CommandError(
    'This would discard every dead letter of the stage.',
    'Name one (an id), or a kind (--fingerprint, --source, --class), or say --yes.',
  );
}

async function discard(
  connected: Connected,
  id: string | undefined,
  options: DiscardFlags,
  context: ProgramContext,
): Promise<void> {
  const { s3 } = connected.clients;
  const letters = await openDeadLetters(connected, context, options);
  const { reason, ...filter } = options;
  const isChosen = ({ letter, diagnosis }: DiagnosedLetter) =>
    (id === undefined || hasId(letter, id)) && matchesFilter(filter, diagnosis);
  const { visible } = await readDepth(letters.queue.sqs, letters.queue.url);
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  if (options.dryRun) {
    const dryRun = await foresee(letters, { limit, visible, isChosen });
    print(options, context, dryRun, printDryRun);
    return;
  }
  const { now, signal, err } = context;
  const startedAt = now();
  const result = await discardDeadLetters(s3, {
    ...{ ...letters, limit, isChosen, reason, now, signal },
    bucket: await bucketName(s3, connected.stage, letters.queue.url),
    holdSeconds: holdFor(Math.max(visible, 10), 20),
    by: userName(),
    onProgress: (discarded) =>
      err.progress(progressBar(discarded, Math.min(visible, limit), { startedAt, now: now() })),
  });
  const { discarded, skipped, stopped } = result;
  if (id !== undefined && discarded === 0 && stopped === 'drained') {
    throw notFound(id, { examined: skipped }, { max: Infinity, stage: options.stage });
  }
  print(options, context, result, printDiscard);
}

interface DryRun {
  readonly dryRun: true;
  readonly count: number;
  readonly groups: readonly DeadLetterGroup[];
}

async function foresee(
  { queue, diagnose }: DeadLetters,
  options: {
    readonly limit: number;
    readonly visible: number;
    readonly isChosen: (one: DiagnosedLetter) => boolean;
  },
): Promise<DryRun> {
  const groups = new Map<string, DeadLetterGroup>();
  let count = 0;
  await lookThrough(queue, { max: Math.max(1000, options.visible) }, async (taken) => {
    const chosen = (await diagnose(taken)).filter(options.isChosen);
    for (const one of chosen.slice(0, options.limit - count)) {
      addTo(groups, one);
      count++;
    }
    return count < options.limit ? 'more' : 'enough';
  });
  return { dryRun: true, count, groups: [...groups.values()] };
}

/** Who is at the terminal; not every process has a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function printDryRun({ count, groups }: DryRun, terminal: Terminal): void {
  terminal.line(`Nothing was discarded. ${count} dead letters would be.`);
  printGroups(groups, terminal);
}

const endings = {
  drained: '',
  limit: ' The limit is reached.',
  interrupted: ' Interrupted: the rest is where it was.',
} as const satisfies Record<DiscardResult['stopped'], string>;

function printDiscard(result: DiscardResult, terminal: Terminal): void {
  const { discarded, undeleted, skipped, archive, stopped } = result;
  terminal.line(`${terminal.style('bold', `${discarded} discarded.`)}${endings[stopped]}`);
  if (discarded > 0) terminal.line(`Archived in ${archive}<source>/<day>/`);
  if (skipped > 0) terminal.line(`${skipped} are others and stay.`);
  if (undeleted > 0) {
    const text = `${undeleted} are archived, but could not be deleted; they stay. Run it again.`;
    terminal.line(terminal.style('red', text));
  }
}
