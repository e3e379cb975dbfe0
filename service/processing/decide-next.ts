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
  /** After this many failures, by who is charged, a webhook goes to the dead-letter queue. */
  readonly attemptLimits: Attempts;
  /** How often SQS hands one message out before it moves it to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** For this long a webhook is put back untried. After that it uses up its attempts. */
  readonly longestParkedDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface FailedMessage {
  /** Absent if it can't be read. */
  readonly envelope: Envelope | undefined;
  readonly receiveCount: number;
  /** One failure, or a SeveralFailedError. */
  readonly thrown: unknown;
}

/** What happens to a message that failed; `error` is the failure that decided. */
export type Next = { readonly error: Error } & (
  | {
      readonly kind: 'dead-letter';
      readonly reason: DeadLetterReason;
      /** Failed attempts, this one included. */
      readonly attempts: number;
    }
  /** The message is hidden until its next receive. SQS counts it as in flight meanwhile. */
  | { readonly kind: 'hide'; readonly seconds: number }
  /** A copy goes to the end of the queue. It does not count as in flight while it is delayed. */
  | {
      readonly kind: 'put-back';
      readonly seconds: number;
      readonly attempts: Attempts;
      readonly isUntried: boolean;
      readonly parkedSince: string | undefined;
    }
);

/** SQS stops handing out messages of *any* route while 120,000 are in flight, so only short waits are hidden. */
const longestHiddenSeconds = 60;

// SQS's limit for a delay.
const longestDelaySeconds = 900;

const daySeconds = 86_400;

/** Pure: randomness comes from `rules.retries.random`. */
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

/**
 * Puts the webhook back with its attempts unchanged. The pause is up to doubled at random, so that webhooks do not
 * all come back when the rest is over.
 */
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

/**
 * @param failures at least one
 * @param blame for failures that don't tell it themselves
 */
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

/** A delivery in progress elsewhere is mostly done in a moment. Wait for its lease only if it is not. */
function askedFor(failure: Error, attempt: number): number | undefined {
  if (failure instanceof DeliveryInProgressError && attempt === 1) return undefined;
  const seconds = Number(Object(failure).retryAfterSeconds); // can be anything, because a handler may have thrown it
  return seconds > 0 ? seconds : undefined;
}
