import type { Clock } from './clock.ts';

/** A clock that a test moves by hand. */
export interface ManualClock extends Clock {
  /** Moves on, calling what falls due in the order of its time. */
  advance(milliseconds: number): void;
}

export function createManualClock(start = Date.UTC(2026, 0, 5, 12)): ManualClock {
  let time = start;
  const due: { readonly at: number; readonly work: () => void }[] = [];
  return {
    now: () => time,
    at: (machineTime) => machineTime,
    alarm(at, work) {
      const entry = { at, work };
      due.push(entry);
      due.sort((a, b) => a.at - b.at);
      return () => {
        if (due.includes(entry)) due.splice(due.indexOf(entry), 1);
      };
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (let next = due[0]; next && next.at <= end; next = due[0]) {
        due.shift();
        time = Math.max(time, next.at);
        next.work();
      }
      time = end;
    },
  };
}
