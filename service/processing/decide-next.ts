import {
  type DeadLetterReason,
  DeliveryInProgressError,
  isUntried,
  SeveralFailedError,
} from '../errors.ts';
import type { Envelope } from '../webhook/envelope.ts';
import { type Attempts, attemptsBefore, type Blame, blameFor } from './attempts.ts';
import { permanentReason } from './dead-letter.ts';
import { type RetrySchedule, retryDelaySeconds } from './retry-delay.ts';

export interface RetryRules {
  readonly retries: RetrySchedule;
  /** After so many failures, by who is charged for them, a webhook goes to the dead-letter queue. */
  readonly attemptLimits: Attempts;
  /** How often SQS hands one message out before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** For so long a webhook is put back untried; then it uses up its attempts. */
  readonly longestParkedDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface FailedMessage {
  /** Absent where it can't be read. */
  readonly envelope: Envelope | undefined;
  readonly receiveCount: number;
  /** One failure, or a SeveralFailedError. */
  readonly thrown: unknown;
}

/** What becomes of a message that failed; `error` is the failure that decided. */
export type Next = { readonly error: Error } & (
  | {
      readonly kind: 'dead-letter';
      readonly reason: DeadLetterReason;
      /** Failed ones, this one included. */
      readonly attempts: number;
    }
  /** Out of sight until its next receive; SQS counts it as in flight meanwhile. */
  | { readonly kind: 'hide'; readonly seconds: number }
  /** A copy at the end of the queue, which is not in flight while it is delayed. */
  | {
      readonly kind: 'put-back';
      readonly seconds: number;
      readonly attempts: Attempts;
      readonly isUntried: boolean;
      readonly parkedSince: string | undefined;
    }
);

/** SQS stops handing out messages of *any* route while 120,000 are in flight: only short waits are hidden. */
const longestHiddenSeconds = 60;

// What SQS allows for a delay.
const longestDelaySeconds = 900;

const daySeconds = 86_400;

/** Pure: what is random comes from `rules.retries.random`. */
export function decideNext(rules: RetryRules, failed: FailedMessage): Next {
  const failures = failuresOf(failed.thrown);
  const tried = failures.filter((failure) => !isUntried(failure));
  if (tried.length > 0) return afterAttempt(rules, failed, tried);
  const untried = failures.filter(isUntried);
  const [soonest] = untried.toSorted((a, b) => a.retryAfterSeconds - b.retryAfterSeconds);
  return soonest === undefined
    ? afterAttempt(rules, failed, failures)
    : park(rules, failed, soonest);
}

function failuresOf(thrown: unknown): readonly Error[] {
  return thrown instanceof SeveralFailedError ? thrown.failures : [thrown as Error];
}

/** Put back with its attempts unchanged, and not all at once when the rest is over: twice as late at most. */
function park(
  rules: RetryRules,
  failed: FailedMessage,
  error: Error & { readonly retryAfterSeconds: number },
): Next {
  const { envelope, receiveCount } = failed;
  const { now, retries, longestParkedDays } = rules;
  const parkedSince = envelope?.parkedSince ?? new Date(now()).toISOString();
  const parkedSeconds = (now() - Date.parse(parkedSince)) / 1000;
  if (envelope === undefined || parkedSeconds > longestParkedDays * daySeconds) {
    return afterAttempt(rules, failed, [error], 'destination');
  }
  const seconds = Math.ceil(error.retryAfterSeconds * (1 + retries.random()));
  return {
    kind: 'put-back',
    error,
    seconds: Math.min(longestDelaySeconds, seconds),
    attempts: attemptsBefore(envelope, receiveCount, 'destination'),
    isUntried: true,
    parkedSince,
  };
}

/** @param failures at least one; `blame` where it is not the failure that tells it */
function afterAttempt(
  rules: RetryRules,
  { envelope, receiveCount }: FailedMessage,
  failures: readonly Error[],
  blame?: Blame,
): Next {
  const past = envelope ?? {};
  const charged = [...new Set(failures.map((failure) => blame ?? blameFor(failure)))];
  const first = charged.includes('destination') ? 'destination' : 'own';
  const before = attemptsBefore(past, receiveCount, first);
  const counted = (one: Blame) => before[one] + (charged.includes(one) ? 1 : 0);
  const attempts = { destination: counted('destination'), own: counted('own') };
  const error = failures.find((failure) => (blame ?? blameFor(failure)) === first) as Error;
  const reason = permanentReason(error) ?? exhausted(rules, attempts, first);
  if (reason !== undefined)
    return { kind: 'dead-letter', error, reason, attempts: attempts[first] };

  const seconds = Math.max(...failures.map((failure) => pause(rules, failure, attempts, blame)));
  const isHidden = seconds <= longestHiddenSeconds && receiveCount < rules.maxReceiveCount;
  if (isHidden || envelope === undefined) return { kind: 'hide', error, seconds };
  const { parkedSince } = envelope;
  return { kind: 'put-back', error, seconds, attempts, isUntried: false, parkedSince };
}

function exhausted({ attemptLimits }: RetryRules, attempts: Attempts, blame: Blame) {
  return attempts[blame] >= attemptLimits[blame] ? ('exhausted' as const) : undefined;
}

function pause({ retries }: RetryRules, failure: Error, attempts: Attempts, blame?: Blame): number {
  const attempt = attempts[blame ?? blameFor(failure)];
  return Math.min(
    longestDelaySeconds,
    retryDelaySeconds(retries, attempt, askedFor(failure, attempt)),
  );
}

/** A delivery that is under way elsewhere is mostly done in a moment; only then is its lease waited for. */
function askedFor(failure: Error, attempt: number): number | undefined {
  if (failure instanceof DeliveryInProgressError && attempt === 1) return undefined;
  const seconds = Number(Object(failure).retryAfterSeconds); // anything: a handler may have thrown it
  return seconds > 0 ? seconds : undefined;
}
