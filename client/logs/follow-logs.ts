import { orAborted } from '../or-aborted.ts';
import type { LogEntry } from './log-entry.ts';
import { filterPatternOf, type LogQuery } from './log-query.ts';
import type { LogSource } from './log-source.ts';
import { readLogs } from './read-logs.ts';

const pauseMs = 1000;
/** Lines may come into sight in another order than they were written. A narrow search can afford to look back far. */
const latenessMs = { all: 10_000, narrow: 60_000 } as const;
const mostRemembered = 20_000;

/**
 * As `readLogs`, and then what comes, each line once, until the source's signal. Asks each log group once a second
 * at most.
 */
export async function* followLogs(
  source: LogSource,
  query: Omit<LogQuery, 'until'>,
): AsyncGenerator<LogEntry> {
  const { signal, sleep } = source;
  const lateness = latenessMs[filterPatternOf(query) === undefined ? 'all' : 'narrow'];
  const seen = new Map<string, number>();
  let since = query.since;
  let newest = since;
  const forget = () => {
    since = Math.max(query.since, newest - lateness);
    for (const [key, at] of seen) if (at < since) seen.delete(key);
  };
  while (!signal.aborted) {
    for await (const entry of readLogs(source, { ...query, since })) {
      const key = `${entry.function} ${entry.id}`;
      if (seen.has(key)) continue;
      seen.set(key, entry.at);
      newest = Math.max(newest, entry.at);
      if (seen.size > mostRemembered) forget();
      yield entry;
    }
    forget();
    await orAborted(sleep(pauseMs), signal);
  }
}
