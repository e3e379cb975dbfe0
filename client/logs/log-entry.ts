import type { LogWriter } from './log-query.ts';
import type { LogRecord } from './log-record.ts';

/** One line of a log group. */
export interface LogEntry {
  /** CloudWatch's own id of it. */
  readonly id: string;
  readonly function: LogWriter;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As it was written. */
  readonly line: string;
  readonly record: LogRecord;
}
