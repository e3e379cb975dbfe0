import type { FunctionName } from './log-query.ts';
import type { LogRecord } from './log-record.ts';

/** One line of a function's log group. */
export interface LogEntry {
  /** CloudWatch's own id of it. */
  readonly id: string;
  readonly function: FunctionName;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As it was written. */
  readonly line: string;
  readonly record: LogRecord;
}
