import type { DrillBooks } from './run/balance-books.ts';
import type { SeenSeries } from './stage/read-series.ts';

/** How a drill went. Times are seconds of the stage. */
export interface DrillResult {
  readonly alarm: string;
  readonly setup: string;
  readonly passed: boolean;
  /** What was not as it has to be, each in one sentence. */
  readonly failures: readonly string[];
  readonly clockFactor: number;
  /** How it went at a higher speed, where the machine's delays count for more: it was played again then. */
  readonly before?: { readonly clockFactor: number; readonly failures: readonly string[] };
  /** How much of its time was jumped over. */
  readonly jumpedSeconds: number;
  readonly detectBudgetSeconds: number;
  readonly clearBudgetSeconds: number;
  /** From the injection until the alarm fired. Absent where it did not. */
  readonly detectedSeconds?: number;
  /** From then until the last step of the mitigation was done. */
  readonly mitigatedSeconds?: number;
  /** From then until the alarm was over. */
  readonly clearedSeconds?: number;
  /** What else fired, with the seconds after the injection. */
  readonly beside: readonly {
    readonly alarm: string;
    readonly seconds: number;
    readonly isDeclared: boolean;
  }[];
  /** What the page has one look at first, and printed something else than it says. No failure: time runs fast here. */
  readonly surprises?: readonly string[];
  readonly books?: DrillBooks;
  /** How often each answer came to what was sent. */
  readonly answers: Readonly<Record<string, number>>;
  /** What the page's commands printed. */
  readonly transcript: readonly { readonly command: string; readonly output: string }[];
  /** What the alarm looked at, of a drill that failed. */
  readonly series: readonly SeenSeries[];
  /** Of this machine. */
  readonly machineSeconds: number;
}
