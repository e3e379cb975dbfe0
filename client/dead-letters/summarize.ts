import { readDepth } from '../stage/queues.ts';
import type { DeadLetterQueue } from './dead-letter.ts';
import type { DiagnosedLetter, DiagnoseLetters, Diagnosis } from './diagnose.ts';
import { type LetterFilter, matchesFilter } from './letter-filter.ts';
import { type LookOptions, lookThrough } from './letter-taker.ts';
import { idOf } from './list-letters.ts';

/** Dead letters of one kind. Nothing of their content is in here. */
export interface DeadLetterGroup
  extends Pick<
    Diagnosis,
    'class' | 'reason' | 'fingerprint' | 'source' | 'version' | 'destinations'
  > {
  readonly types: readonly string[];
  readonly count: number;
  /** The lowest and the highest number. */
  readonly attempts: readonly [number, number];
  /** When we took in the first and the last of them. ISO 8601. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** When one of them failed first, and one failed last, as far as that is known. ISO 8601. */
  readonly firstFailed?: string;
  readonly lastFailed?: string;
  /** Of a few of them, as `ListedLetter.id`. */
  readonly ids: readonly string[];
  /** Of one of them. */
  readonly error?: string;
}

export interface DeadLetterSummary {
  /** What SQS says is there; approximate. */
  readonly visible: number;
  /** How many were looked at. */
  readonly examined: number;
  /** How many of those are of the kind that was asked for. */
  readonly matching: number;
  /** When SQS drops the oldest of them. ISO 8601. */
  readonly firstExpiry?: string;
  /** By class, the largest first. */
  readonly groups: readonly DeadLetterGroup[];
}

export interface SummaryOptions extends LookOptions {
  readonly diagnose: DiagnoseLetters;
  readonly filter?: LetterFilter;
}

/** Looks at dead letters without taking them, and says what kinds there are. */
export async function summarizeDeadLetters(
  queue: DeadLetterQueue,
  options: SummaryOptions,
): Promise<DeadLetterSummary> {
  const { visible, retentionSeconds } = await readDepth(queue.sqs, queue.url);
  const groups = new Map<string, DeadLetterGroup>();
  let oldest = Number.POSITIVE_INFINITY;
  let matching = 0;
  const examined = await lookThrough(queue, options, async (letters) => {
    for (const one of await options.diagnose(letters)) {
      if (!matchesFilter(options.filter ?? {}, one.diagnosis)) continue;
      matching++;
      oldest = Math.min(oldest, one.letter.sentAt);
      addTo(groups, one);
    }
    return 'more';
  });
  const firstExpiry = new Date(oldest + retentionSeconds * 1000);
  return {
    visible,
    examined,
    matching,
    ...(matching > 0 && retentionSeconds > 0 ? { firstExpiry: firstExpiry.toISOString() } : {}),
    groups: [...groups.values()].sort((a, b) => b.count - a.count),
  };
}

/** Those that are dealt with alike. */
export function groupKeyOf({ fingerprint, source, version }: Diagnosis): string {
  return JSON.stringify([fingerprint, source, version]);
}

export function addTo(groups: Map<string, DeadLetterGroup>, letter: DiagnosedLetter): void {
  const key = groupKeyOf(letter.diagnosis);
  const known = groups.get(key);
  const one = toGroup(letter);
  groups.set(key, known ? merge(known, one) : one);
}

const idsOfEach = 3;

function toGroup(letter: DiagnosedLetter): DeadLetterGroup {
  const { type, receivedAt, attempts, lastError, firstError: _, ...rest } = letter.diagnosis;
  const { lastFailedAt, firstFailedAt = lastFailedAt, ...kind } = rest;
  return {
    ...kind,
    types: [type],
    ids: [idOf(letter)],
    count: 1,
    attempts: [attempts, attempts],
    firstSeen: receivedAt,
    lastSeen: receivedAt,
    ...spanOf([firstFailedAt, lastFailedAt]),
    ...(lastError === undefined ? {} : { error: lastError }),
  };
}

function merge(a: DeadLetterGroup, b: DeadLetterGroup): DeadLetterGroup {
  const seen = [a.firstSeen, a.lastSeen, b.firstSeen, b.lastSeen].sort();
  return {
    ...a,
    types: [...new Set([...a.types, ...b.types])],
    ids: [...new Set([...a.ids, ...b.ids])].slice(0, idsOfEach),
    destinations: [...new Set([...a.destinations, ...b.destinations])],
    count: a.count + b.count,
    attempts: [Math.min(a.attempts[0], b.attempts[0]), Math.max(a.attempts[1], b.attempts[1])],
    firstSeen: seen[0] ?? a.firstSeen,
    lastSeen: seen.at(-1) ?? a.lastSeen,
    ...spanOf([a.firstFailed, a.lastFailed, b.firstFailed, b.lastFailed]),
  };
}

/** ISO 8601 in UTC is in the order of time. */
function spanOf(times: readonly (string | undefined)[]) {
  const known = times.filter((time) => time !== undefined).sort();
  const [firstFailed, lastFailed] = [known[0], known.at(-1)];
  return firstFailed && lastFailed ? { firstFailed, lastFailed } : {};
}
