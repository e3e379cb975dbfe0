import type { Environment } from '../../../loadtest/report/environment.ts';
import type { DrillBooks } from '../run/balance-books.ts';

/** A page that was opened, as `npx spillway alarms` names them, and followed. Times are seconds of the stage. */
export interface Visit {
  readonly page: string;
  /** What else was on. */
  readonly beside: readonly string[];
  /** Since the faults went on. */
  readonly openedAfter: number;
  /** How long its mitigation took. */
  readonly mitigatedSeconds: number;
  /** Until its alarm was over; absent where it went on. */
  readonly clearedSeconds?: number;
  /** Whether no alarm was on then, and nothing was wrong any more. */
  readonly endedIncident: boolean;
}

export interface GameDayReport {
  readonly schema: 'spillway-game-day/1';
  readonly seed: number;
  readonly startedAt: string;
  readonly environment: Environment;
  readonly setup: string;
  readonly clockFactor: number;
  /** The alarms whose faults were injected at once. */
  readonly faults: readonly string[];
  readonly visits: readonly Visit[];
  readonly failures: readonly string[];
  readonly passed: boolean;
  readonly books?: DrillBooks;
  /** Of this machine. */
  readonly seconds: number;
}
