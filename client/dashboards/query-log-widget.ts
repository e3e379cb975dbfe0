import { type LogsQuestion, queryLogs } from '../logs/query-logs.ts';
import type { Range } from './period-of-range.ts';
import type { LogWidget } from './widget.ts';

export interface LogTable {
  readonly columns: readonly string[];
  /** By column; `undefined` where a line has no such field. */
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** Names a line for GetLogRecord, and is nothing to read. */
const pointer = '@ptr';

/** What the query of a log widget finds in a time. @throws as `queryLogs` */
export async function queryLogWidget(
  { logGroups, query }: Pick<LogWidget, 'logGroups' | 'query'>,
  { from, to }: Range,
  ports: Pick<LogsQuestion, 'client' | 'signal' | 'sleep'>,
): Promise<LogTable> {
  const rows = await queryLogs({ ...ports, logGroups, query, since: from, until: to });
  const named = new Set(rows.flatMap((row) => [...row.keys()]));
  const columns = [...named].filter((column) => column !== pointer);
  return { columns, rows: rows.map((row) => columns.map((column) => row.get(column))) };
}
