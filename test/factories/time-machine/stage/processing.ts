import { createBacklog, type Group } from './backlog.ts';
import type { Conditions } from './conditions.ts';
import { createDestination } from './destination.ts';

type Samples = readonly (readonly [count: number, value: number])[];

/** What happened in a minute, in webhooks. */
export interface Processed {
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  readonly failedInvokes: number;
  readonly crashes: number;
  /** Crashes at the last receive: SQS moves the message next. */
  readonly lastCrashes: number;
  readonly tried: number;
  readonly deliveriesFailed: number;
  /** Letters that processing sent, and so counted. */
  readonly deadLetters: number;
  /** Letters that SQS moved by itself. */
  readonly moved: number;
  readonly finalFailures: number;
  /** Ends of any kind. */
  readonly settled: number;
  /** How long they waited for their first attempt. */
  readonly waitsMs: Samples;
  /** Of those that were put back because the destination rests: since when. */
  readonly parkedMs: Samples;
}

const minuteMs = 60_000;
const attemptLimit = 26;
const receiveLimit = 5;
/** Six times the function's timeout. */
const visibilityMinutes = 3;
/** The longest pauses after the first failures, of which three quarters are taken here. */
const retrySeconds = [5, 20, 80, 320] as const;
const longestRetrySeconds = 900;
const longestHiddenSeconds = 60;
/** What a webhook waits where nothing stands in its way. */
const promptMs = 150;

const nothing: Processed = {
  ...{ sent: 0, received: 0, deleted: 0, failedInvokes: 0, crashes: 0, lastCrashes: 0 },
  ...{ tried: 0, deliveriesFailed: 0, deadLetters: 0, moved: 0, finalFailures: 0, settled: 0 },
  ...{ waitsMs: [], parkedMs: [] },
};

/** The way from the intake queue to the destination by the rules of `service/processing/`, a minute at a time. */
export class Processing {
  readonly #backlog = createBacklog();
  readonly #pills = createBacklog();
  readonly #deliver = createDestination();

  /** Takes the webhooks that were stored in this minute, and what came before them. */
  pass(minute: number, stored: number, conditions: Conditions): Processed {
    const pills = Math.min(stored, conditions.pills);
    const fresh = { receivedAt: minute, attempts: 0, dueAt: minute };
    this.#pills.add({ ...fresh, webhooks: pills });
    this.#backlog.add({ ...fresh, webhooks: stored - pills });
    const parts: readonly Partial<Processed>[] = conditions.polling
      ? [...this.#crash(minute), ...this.#work(minute, conditions)]
      : [];
    return [{ sent: stored }, ...parts].reduce(add, nothing);
  }

  /** What SQS says of the intake queue at the end of a minute. */
  depth(minute: number) {
    const [rest, pills] = [this.#backlog.depth(minute), this.#pills.depth(minute)];
    return {
      visible: rest.visible + pills.visible,
      notVisible: rest.notVisible + pills.notVisible,
      delayed: rest.delayed + pills.delayed,
    };
  }

  #crash(minute: number): readonly Partial<Processed>[] {
    return this.#pills.take(minute, Number.POSITIVE_INFINITY).map((group) => {
      const { webhooks, attempts } = group;
      if (attempts === receiveLimit) return { moved: webhooks, settled: webhooks };
      const dueAt = minute + visibilityMinutes;
      this.#pills.add({ ...group, attempts: attempts + 1, dueAt, isHidden: true });
      const lastCrashes = attempts + 1 === receiveLimit ? webhooks : 0;
      return { received: webhooks, crashes: webhooks, lastCrashes, failedInvokes: webhooks };
    });
  }

  #work(minute: number, { capacity, refused, destination }: Conditions) {
    let left = refused;
    return this.#backlog.take(minute, capacity).flatMap((group) => {
      const letters = Math.min(left, group.webhooks);
      left -= letters;
      const tried = { ...group, webhooks: group.webhooks - letters };
      return [
        { received: group.webhooks, tried: letters, ...lettersOf(letters) },
        ...this.#try(tried, minute, destination === 'up'),
      ];
    });
  }

  #try(group: Group, minute: number, isUp: boolean): readonly Partial<Processed>[] {
    const { webhooks, receivedAt, attempts, parkedSince } = group;
    const { delivered, failed, parked, parkedMinutes } = this.#deliver(minute, webhooks, isUp);
    const isFirst = attempts === 0 && parkedSince === undefined;
    const waitMs = (minute - receivedAt) * minuteMs + promptMs;
    const since = parkedSince ?? minute;
    return [
      { waitsMs: isFirst ? [[webhooks, waitMs]] : [] },
      { tried: delivered + failed, deleted: delivered, settled: delivered },
      { deliveriesFailed: failed, parkedMs: [[parked, (minute - since) * minuteMs]] },
      this.#fail({ ...group, webhooks: failed, attempts: attempts + 1 }, minute),
      this.#putBack({ ...group, webhooks: parked, parkedSince: since }, minute + parkedMinutes),
    ];
  }

  #fail(group: Group, minute: number): Partial<Processed> {
    const { webhooks, attempts } = group;
    if (attempts === attemptLimit) return { finalFailures: webhooks, ...lettersOf(webhooks) };
    const seconds = 0.75 * (retrySeconds[attempts - 1] ?? longestRetrySeconds);
    const dueAt = minute + Math.max(1, Math.round(seconds / 60));
    if (seconds > longestHiddenSeconds) return this.#putBack(group, dueAt);
    this.#backlog.add({ ...group, dueAt, isHidden: true });
    return { failedInvokes: webhooks };
  }

  /** A copy goes to the end of the queue, and the message is acknowledged. */
  #putBack(group: Group, dueAt: number): Partial<Processed> {
    this.#backlog.add({ ...group, dueAt, isHidden: false });
    return { sent: group.webhooks, deleted: group.webhooks };
  }
}

function lettersOf(webhooks: number): Partial<Processed> {
  return { deadLetters: webhooks, deleted: webhooks, settled: webhooks };
}

function add(sum: Processed, part: Partial<Processed>): Processed {
  const entries = Object.entries(sum).map(([key, value]) => {
    const more = part[key as keyof Processed];
    if (more === undefined) return [key, value];
    return [key, Array.isArray(value) ? [...value, ...(more as Samples)] : value + more];
  });
  return Object.fromEntries(entries);
}
