import { moveMachineTime } from '../../jump/machine-time.ts';

/**
 * The one time that metrics and alarms know. It can run faster than the machine's, so that tests see
 * minutes pass in milliseconds.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** What this clock showed when the machine's clock showed `machineTime`. Both in milliseconds since 1970. */
  at(machineTime: number): number;
  /**
   * Calls `work` once when this clock reaches `time`. Doesn't keep the process alive. Returns how to call it off.
   *
   * @param work what it resolves with a jump waits for
   */
  alarm(time: number, work: () => unknown): () => void;
}

/** A clock that can be put forward. */
export interface JumpingClock extends Clock {
  /** When the next work is due. */
  nextDue(): number;
  /** Until `work` is done, this clock only goes on where it is moved. */
  stopFor(work: () => Promise<void>): Promise<void>;
  /**
   * Puts this clock forward to a time, and the machine's as far, as this process sees it. Resolves when the work that is
   * due by then is done.
   */
  moveTo(time: number): Promise<void>;
}

interface Due {
  readonly time: number;
  readonly work: () => unknown;
  timer: NodeJS.Timeout | undefined;
}

/** The time of this process. */
interface MachineClock {
  readonly now: () => number;
  readonly move: (milliseconds: number) => void;
}

const thisMachine: MachineClock = { now: () => Date.now(), move: moveMachineTime };

/** A clock that runs `factor` times as fast as the machine's from the moment it was made. */
export function createClock(factor = 1, machine = thisMachine): JumpingClock {
  // What the machine's clock and this one showed when its rate changed or it was moved.
  const marks = [{ machine: machine.now(), shown: machine.now(), rate: factor }];
  const due = new Set<Due>();
  const at = (machineTime: number) => {
    const mark = marks.findLast((one) => one.machine <= machineTime) ?? marks[0];
    return mark === undefined ? machineTime : mark.shown + (machineTime - mark.machine) * mark.rate;
  };
  const now = () => at(machine.now());
  const mark = (shown: number, rate: number) => {
    marks.push({ machine: machine.now(), shown, rate });
    for (const entry of due) setTimer(entry, rate);
  };
  const run = (entry: Due) => {
    clearTimeout(entry.timer);
    return due.delete(entry) ? entry.work() : undefined;
  };
  const setTimer = (entry: Due, rate: number) => {
    clearTimeout(entry.timer);
    if (rate === 0) return;
    entry.timer = setTimeout(run, Math.max(0, entry.time - now()) / rate, entry).unref();
  };
  return {
    ...{ now, at },
    alarm(time, work) {
      const entry: Due = { time, work, timer: undefined };
      setTimer(entry, marks.at(-1)?.rate ?? factor);
      due.add(entry);
      return () => {
        clearTimeout(entry.timer);
        due.delete(entry);
      };
    },
    nextDue: () => Math.min(...[...due].map(({ time }) => time)),
    async stopFor(work) {
      mark(now(), 0);
      await work().finally(() => mark(now(), factor));
    },
    async moveTo(time) {
      const aheadMs = Math.ceil(time - now());
      if (aheadMs > 0) {
        const shown = now() + aheadMs;
        machine.move(aheadMs);
        mark(shown, marks.at(-1)?.rate ?? factor);
      }
      const passed = [...due].filter((entry) => entry.time <= now());
      const inOrder = passed.toSorted((a, b) => a.time - b.time);
      for (const entry of inOrder) await run(entry);
    },
  };
}
