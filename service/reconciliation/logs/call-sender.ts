import { setTimeout as delay } from 'node:timers/promises';
import { DeliveryLogError, type LogFailure } from '../../errors.ts';

export interface SenderCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A form. */
  readonly body?: URLSearchParams;
}

export interface SenderAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface CallOptions {
  /** What errors call the log: `the delivery log of github`. */
  readonly name: string;
  readonly attemptSeconds?: number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

const pausesMs = [1_000, 3_000];

/**
 * Asks a sender's API. A GET that meets a failure of the server or of the network is repeated; a POST never is, since
 * it may have done its work. Follows no redirect, because the token is for this host only.
 *
 * @returns the answer to the last attempt, of whatever status
 * @throws DeliveryLogError where there is none
 */
export function createCallSender({ name, attemptSeconds = 10, sleep = delay }: CallOptions) {
  const once = async ({ method, url, headers, body }: SenderCall): Promise<SenderAnswer> => {
    try {
      const signal = AbortSignal.timeout(attemptSeconds * 1000);
      const answer = await fetch(url, {
        method,
        headers,
        body: body ?? null,
        signal,
        redirect: 'manual',
      });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    } catch (cause) {
      throw new DeliveryLogError(`${name} did not answer`, { cause, reason: 'unavailable' });
    }
  };
  return async (call: SenderCall): Promise<SenderAnswer> => {
    for (const pauseMs of call.method === 'GET' ? pausesMs : []) {
      const answer = await once(call).catch(() => undefined);
      if (answer !== undefined && answer.status < 500) return answer;
      await sleep(pauseMs);
    }
    return once(call);
  };
}

const failures: Readonly<Record<number, LogFailure>> = {
  400: 'place-lost',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  422: 'place-lost',
};

/** What an answer other than the one expected means. */
export function failureOf(name: string, { status, headers }: SenderAnswer): DeliveryLogError {
  const retryAfterSeconds = throttledFor(status, headers);
  const reason =
    retryAfterSeconds === undefined ? (failures[status] ?? byClass(status)) : 'throttled';
  const message = `${name} answered ${status}`;
  return new DeliveryLogError(message, { reason, status, retryAfterSeconds });
}

function byClass(status: number): LogFailure {
  if (status >= 500) return 'unavailable';
  return status >= 300 && status < 400 ? 'moved' : 'malformed';
}

const usualPauseSeconds = 60;

/**
 * Seconds to wait, of an answer that says so; `undefined` for any other. GitHub's limits answer 403 as well as 429:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function throttledFor(status: number, headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  const isUsedUp = headers.get('x-ratelimit-remaining') === '0';
  const isThrottled = status === 429 || (status === 403 && (after !== null || isUsedUp));
  if (!isThrottled) return undefined;
  if (after !== null && /^\d{1,6}$/.test(after)) return Number(after);
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000;
  const seconds = isUsedUp ? Math.ceil((reset - clockOf(headers, Date.now())) / 1000) : Number.NaN;
  return seconds > 0 ? seconds : usualPauseSeconds;
}

/** The sender's clock. @param ours stands in where an answer has no date */
export function clockOf(headers: Headers, ours: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? ours : date;
}
