import type { RunbookPage } from '../../pages/runbook-page.ts';
import type { Shell } from '../../pages/shell.ts';
import type { Drill } from '../drill.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import type { Loads } from './open-loads.ts';

/** A drill under way. */
export interface DrillRun {
  readonly drill: Drill;
  readonly on: DrillStage;
  readonly loads: Loads;
  /** Of its alarm. */
  readonly page: RunbookPage;
  /** The same one each time: it learns from what commands print. */
  readonly shell: () => Promise<Shell>;
  readonly signal: AbortSignal;
  /** Progress, for people. */
  readonly say: (text: string) => void;
  /** Ends what was made to go wrong, as somebody would who fixes the cause. */
  readonly end: () => Promise<void>;
  /** Takes down a command and what it printed. */
  readonly note: (command: string, output: string) => void;
  /** Adds to what was jumped. Seconds. */
  readonly jumped: (seconds: number) => void;
}

/** What a drill is for finding: the message says it in one sentence. */
export class DrillFailure extends Error {
  override readonly name = 'DrillFailure';
}
