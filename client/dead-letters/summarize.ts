import { readDepth } from '../stage/queues.ts';
import type { DeadLetterQueue } from './dead-letter.ts';
import type { DiagnosedLetter, DiagnoseLetters, Diagnosis } from './diagnose.ts';
import { type LetterFilter, matchesFilter } from './letter-filter.ts';
import { type LookOptions, lookThrough } from './letter-taker.ts';

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
  /** Of one of them. */
  readonly error?: string;
}

export interface DeadLetterSummary {
  /** What SQS says is there; approximate. */
  readonly visible: number;
  /** How many were looked at. */
  readonly examined: number;
  /** When SQS drops the oldest of those. ISO 8601. */
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
  const examined = await lookThrough(queue, options, async (letters) => {
    for (const one of await options.diagnose(letters)) {
      oldest = Math.min(oldest, one.letter.sentAt);
      if (matchesFilter(options.filter ?? {}, one.diagnosis)) addTo(groups, one);
    }
    return 'more';
  });
  const firstExpiry = new Date(oldest + retentionSeconds * 1000);
  return {
    visible,
    examined,
    ...(examined > 0 && retentionSeconds > 0 ? { firstExpiry: firstExpiry.toISOString() } : {}),
    groups: [...groups.values()].sort((a, b) => b.count - a.count),
  };
}

/** Those that are dealt with alike. */
export function groupKeyOf({ fingerprint, source, version }: Diagnosis): string {
  return JSON.stringify([fingerprint, source, version]);
}

export function addTo(groups: Map<string, DeadLetterGroup>, { diagnosis }: DiagnosedLetter): void {
  const key = groupKeyOf(diagnosis);
  const known = groups.get(key);
  const one = toGroup(diagnosis);
  groups.set(key, known ? merge(known, one) : one);
}

function toGroup({ type, receivedAt, attempts, lastError, firstError: _, ...rest }: Diagnosis) {
  return {
    ...rest,
    types: [type],
    count: 1,
    attempts: [attempts, attempts],
    firstSeen: receivedAt,
    lastSeen: receivedAt,
    ...(lastError === undefined ? {} : { error: lastError }),
  } as const satisfies DeadLetterGroup;
}

function merge(a: DeadLetterGroup, b: DeadLetterGroup): DeadLetterGroup {
  const seen = [a.firstSeen, a.lastSeen, b.firstSeen, b.lastSeen].sort();
  return {
    ...a,
    types: [...new Set([...a.types, ...b.types])],
    destinations: [...new Set([...a.destinations, ...b.destinations])],
    count: a.count + b.count,
    attempts: [Math.min(a.attempts[0], b.attempts[0]), Math.max(a.attempts[1], b.attempts[1])],
    firstSeen: seen[0] ?? a.firstSeen,
    lastSeen: seen.at(-1) ?? a.lastSeen,
  };
}
