import type { JumpingClock } from '../aws/cloudwatch/clock.ts';

interface JumpParts {
  readonly clock: JumpingClock;
  /** Has the queues tell how they are, and forget what is too old. */
  readonly reportQueues: () => Promise<void>;
}

const minuteMs = 60_000;

/**
 * Lets time pass for a whole stack: as far as its clock goes, so far go those of its functions, queues and tables. It
 * goes from one thing that is due to the next: each minute queues tell how they are, alarms are evaluated whenever they
 * would be, and each call of a schedule has ended before time goes on.
 *
 * @returns for milliseconds. What calls or delivers webhooks should rest meanwhile: nothing waits for it
 */
export function createJump({ clock, reportQueues }: JumpParts) {
  return (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    clock.stopFor(async () => {
      const end = clock.now() + milliseconds;
      for (let now = clock.now(); now < end; now = clock.now()) {
        signal?.throwIfAborted();
        // The last moment of each minute is when queues are looked at for its figures.
        const last = lastMomentOf(now);
        const next = Math.min(end, last, Math.max(now, clock.nextDue()));
        await clock.moveTo(next);
        if (next === last) await reportQueues();
      }
    });
}

/** Of the minute that the next millisecond is in. */
function lastMomentOf(time: number): number {
  return (Math.floor((time + 1) / minuteMs) + 1) * minuteMs - 1;
}
