import type { Decision } from './decision.ts';

/** How far a source's log is read. Times are milliseconds since 1970. */
export interface Progress {
  /** The reconciler's first run, by our clock. What was delivered before may have gone elsewhere. */
  readonly begunAt: number;
  /** Everything older is decided on. */
  readonly complete?: Moment;
  /** A pass through the log that is not at its end yet. */
  readonly pass?: Pass;
  /** The sender asked for silence until then, by our clock. */
  readonly silentUntil?: number;
}

/** The same moment by two clocks. */
export interface Moment {
  readonly theirs: number;
  readonly ours: number;
}

interface Pass {
  /** By the sender's clock. */
  readonly since: number;
  /** What is complete when the pass is at its end. */
  readonly upTo: Moment;
  /** The next page. */
  readonly resume: string;
}

export interface Stored<Value> {
  readonly value: Value;
  /** Counts the changes; 0 stands for none. */
  readonly version: number;
}

/** What is remembered of one source. */
export interface StatePorts {
  readonly readProgress: () => Promise<Stored<Progress | undefined>>;
  /** @returns false if another run has replaced that version meanwhile */
  readonly replaceProgress: (progress: Progress, replaces: number) => Promise<boolean>;
  readonly readDecisions: () => Promise<readonly Stored<Decision>[]>;
  /** @param expiresAt milliseconds since 1970 @returns as above */
  readonly replaceDecision: (
    decision: Decision,
    replaces: number,
    expiresAt: number,
  ) => Promise<boolean>;
}

/** The same, and nothing of it is changed. */
export function readOnly(state: StatePorts): StatePorts {
  const pretend = async () => true;
  return { ...state, replaceProgress: pretend, replaceDecision: pretend };
}
