import type { AttemptOutcome, LoggedAttempt } from './delivery-log.ts';

/** What was decided on a webhook that the sender's log has and we had not. All times are milliseconds since 1970. */
export interface Decision {
  readonly id: string;
  /** The latest attempt that is known. */
  readonly attemptId: string;
  readonly type?: string;
  /** When the sender tried it first, as far as is known, by its clock. */
  readonly at: number;
  /** `missed`: the sender says so too. `absent`: it says that it was delivered. */
  readonly kind: 'missed' | 'absent';
  readonly end?: DecisionEnd;
  /** The end was reported. One that was not, because its run was killed, is reported by the next run. */
  readonly isTold?: true;
  /** How often it was asked for. Counted before the sender is asked. */
  readonly asks: number;
  /** Nothing is done about it before then, by our clock. */
  readonly waitsUntil: number;
  /** When it was found to be missing, by our clock. */
  readonly foundAt: number;
}

/**
 * `arrived` is the good one, and `lost` that of an absent one. For all others nobody is asked any more: asked often
 * enough, refused for what it is, or a sender that can't be asked.
 */
export type DecisionEnd = 'arrived' | 'lost' | 'asked-enough' | 'refused' | 'cannot-ask' | 'gone';

/** Whether it ended without having come. */
export function isGivenUp(decision: Decision | undefined): decision is Decision {
  return decision?.end !== undefined && decision.end !== 'arrived';
}

const minuteMs = 60_000;

/** After these pauses the next ask, or the end. */
export const mostAsks = 5;
const firstPauseMs = 5 * minuteMs;

/** A sender that tries again by itself is left the time. */
const pendingMs = 60 * minuteMs;

/** Lines of the log and metrics come minutes late. */
const absentMs = 10 * minuteMs;

/** @param now by our clock */
export function decide(
  { id, attemptId, type, at, outcome }: LoggedAttempt,
  now: number,
  canAsk: boolean,
): Decision {
  const kind = outcome === 'delivered' ? 'absent' : 'missed';
  return {
    ...{ id, attemptId, at, kind, asks: 0, foundAt: now, waitsUntil: now + patienceMs(outcome) },
    ...(type === undefined ? {} : { type }),
    ...endAtOnce(outcome, canAsk),
  };
}

function patienceMs(outcome: AttemptOutcome): number {
  if (outcome === 'delivered') return absentMs;
  return outcome === 'pending' || outcome === 'unknown' ? pendingMs : 0;
}

function endAtOnce(outcome: AttemptOutcome, canAsk: boolean): { readonly end?: DecisionEnd } {
  if (outcome === 'refused') return { end: 'refused' };
  return outcome === 'failed' && !canAsk ? { end: 'cannot-ask' } : {};
}

/** What a further attempt changes; `undefined` where it changes nothing. */
export function learn(known: Decision, attempt: LoggedAttempt, now: number): Decision | undefined {
  if (known.end !== undefined || known.attemptId === attempt.attemptId) return undefined;
  const isAbsent = attempt.outcome === 'delivered' && known.kind === 'missed';
  if (isAbsent) return { ...known, kind: 'absent', waitsUntil: now + absentMs };
  return undefined;
}

/** Before an ask: whatever becomes of it, it counts. */
export function askedAt(decision: Decision, now: number): Decision {
  const pauseMs = firstPauseMs * 2 ** decision.asks;
  return { ...decision, asks: decision.asks + 1, waitsUntil: now + pauseMs };
}

/** How one ends that is still missing once its time has come; `undefined` for one that is to be asked for. */
export function endOfWait(
  { kind, asks }: Decision,
  { canAsk, isKept }: { readonly canAsk: boolean; readonly isKept: boolean },
): DecisionEnd | undefined {
  if (kind === 'absent') return 'lost';
  if (!canAsk) return 'cannot-ask';
  if (asks >= mostAsks) return 'asked-enough';
  return isKept ? undefined : 'gone';
}
