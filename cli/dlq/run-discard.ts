import { userInfo } from 'node:os';
import { exitCodeOf } from '../../client/exit-codes.ts';
import { bucketName } from '../bucket.ts';
import { type Connected, endLook, type ProgramContext, print } from '../command.ts';
import { confirmChange } from '../confirm-change.ts';
import { progressBar } from '../progress-bar.ts';
import { accountOf, readDepth } from '../queues.ts';
import { countLetters } from './count-letters.ts';
import type { DiagnosedLetter } from './diagnose.ts';
import { type DiscardOptions, type DiscardResult, discardDeadLetters } from './discard.ts';
import type { DiscardFlags } from './discard-command.ts';
import { matchesFilter } from './letter-filter.ts';
import { holdFor } from './letter-taker.ts';
import { lookThrough } from './look-through.ts';
import { openDeadLetters } from './open-dead-letters.ts';
import { type DiscardDryRun, printDiscard, printDiscardDryRun } from './print-discard.ts';
import { notFound } from './show-command.ts';
import { hasId } from './show-letter.ts';
import { addTo, type DeadLetterGroup } from './summarize.ts';

export async function runDiscard(
  connected: Connected,
  id: string | undefined,
  options: DiscardFlags,
  context: ProgramContext,
): Promise<void> {
  const { s3 } = connected.clients;
  const letters = await openDeadLetters(connected, context, options);
  const { queue, diagnose } = letters;
  const { reason, limit = Number.POSITIVE_INFINITY, ...filter } = options;
  const isChosen = ({ letter, diagnosis }: DiagnosedLetter) =>
    (id === undefined || hasId(letter, id)) && matchesFilter(filter, diagnosis);
  const { visible } = await readDepth(queue.sqs, queue.url);
  const { now, signal, err } = context;
  const choice = { queue, diagnose, isChosen, limit, signal };
  if (options.dryRun) {
    print(options, context, await foresee(choice, visible), printDiscardDryRun);
    endLook(context);
    return;
  }
  await confirmChange(connected, options, context, async () => ({
    what: `Discard ${await countLetters(letters, choice)}, each archived first`,
    account: accountOf(queue.url),
  }));
  const startedAt = now();
  const result = await discardDeadLetters(s3, {
    ...{ ...choice, reason, now },
    bucket: await bucketName(s3, connected.stage, queue.url),
    holdSeconds: holdFor(Math.max(visible, 10), 20),
    by: userName(),
    onProgress: (discarded) =>
      err.progress(progressBar(discarded, Math.min(visible, limit), { startedAt, now: now() })),
  });
  const { discarded, skipped, stopped } = result;
  if (id !== undefined && discarded === 0 && stopped === 'drained') {
    throw notFound(
      id,
      { examined: skipped },
      { max: Infinity, stage: options.stage },
      connected.lines,
    );
  }
  print(options, context, result, printDiscard);
  end(result, options, context, connected);
}

type Choice = Pick<DiscardOptions, 'queue' | 'diagnose' | 'isChosen' | 'limit' | 'signal'>;

async function foresee(choice: Choice, visible: number): Promise<DiscardDryRun> {
  const { queue, diagnose, isChosen, limit, signal } = choice;
  const groups = new Map<string, DeadLetterGroup>();
  let count = 0;
  await lookThrough(queue, { max: Math.max(1000, visible), signal }, async (taken) => {
    const chosen = (await diagnose(taken)).filter(isChosen);
    for (const one of chosen.slice(0, limit - count)) {
      addTo(groups, one);
      count++;
    }
    return count < limit ? 'more' : 'enough';
  });
  return { dryRun: true, count, groups: [...groups.values()] };
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

/** Who is at the terminal; not every process has a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
