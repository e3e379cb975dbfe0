import type { LogFailure } from '../errors.ts';
import type { Findings } from './findings.ts';

/** What a run found at one source, as whoever called for the run is told. */
export interface SourceReport {
  readonly source: string;
  /**
   * `off`: nobody has stored a token yet. `unreadable`: the sender's log refused us, or broke off. `raced`: another run
   * works on it. `failed`: for whatever is not its sender's fault; the function's log says more.
   */
  readonly state: 'read' | 'off' | 'unreadable' | 'raced' | 'failed';
  readonly found?: Found;
  /** Of `unreadable` and `failed`. */
  readonly problem?: string;
}

interface Found {
  /** Attempts in the log. */
  readonly read: number;
  /** Webhooks newly found to be missing, and what became of those that were. */
  readonly missing: number;
  readonly asked: number;
  readonly arrived: number;
  readonly missed: number;
  readonly absent: number;
  /** Due, and not asked for. */
  readonly left?: Findings['left'];
  /** The log was not read, since the sender has asked for silence until then. */
  readonly silentUntil?: string;
  readonly lagMs: number;
}

export function toReport(source: string, findings: Findings): SourceReport {
  const { rows, found, asked, left, silentUntil, failure, lagMs } = findings;
  const { arrived, missed, absent } = countEnds(findings);
  return {
    ...{ source, state: failure ? 'unreadable' : 'read' },
    found: {
      ...{ read: rows.read, missing: found.length, asked: asked.length, arrived, missed, absent },
      ...{ lagMs, ...(left && { left }) },
      ...(silentUntil !== undefined && { silentUntil: new Date(silentUntil).toISOString() }),
    },
    ...(failure && { problem: describe(failure) }),
  };
}

function describe({ message, reason }: { readonly message: string; readonly reason: LogFailure }) {
  return `${message} (${reason})`;
}

export function countEnds({ ended }: Findings) {
  const arrived = ended.filter(({ end }) => end === 'arrived').length;
  const absent = ended.filter(({ end }) => end === 'lost').length;
  return { arrived, absent, missed: ended.length - arrived - absent };
}
