/**
 * The one time that metrics and alarms know. It can run faster than the machine's, so that tests see
 * minutes pass in milliseconds.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** What this clock showed when the machine's clock showed `machineTime`. Both in milliseconds since 1970. */
  at(machineTime: number): number;
  /** Calls `work` once when this clock reaches `time`. Doesn't keep the process alive. Returns how to call it off. */
  alarm(time: number, work: () => void): () => void;
}

/** A clock that runs `factor` times as fast as the machine's from the moment it was made. */
export function createClock(factor = 1): Clock {
  const origin = Date.now();
  const at = (machineTime: number) => origin + (machineTime - origin) * factor;
  const now = () => at(Date.now());
  return {
    now,
    at,
    alarm(time, work) {
      const timer = setTimeout(work, Math.max(0, time - now()) / factor);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
