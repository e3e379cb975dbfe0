import { findEntries } from './find-entries.ts';
import type { LogEntry } from './log-entry.ts';
import { type LogQuery, webhookFunctions } from './log-query.ts';
import type { LogSource } from './log-source.ts';

/**
 * What the functions of a stage have logged, in the order of time. Pages are read as they are asked for, and a
 * throttled reader waits; ends early, without an error, where the source's signal says so.
 *
 * @throws CommandError where the stage has no such log groups, and what AWS refuses
 */
export async function* readLogs(source: LogSource, query: LogQuery): AsyncGenerator<LogEntry> {
  const { functions = webhookFunctions } = query;
  const found = functions.map((name) => findEntries(source, query, name));
  const heads = await Promise.all(found.map((entries) => entries.next()));
  for (;;) {
    const [first = -1] = [...heads.keys()]
      .filter((index) => heads[index]?.done === false)
      .toSorted((a, b) => heads[a]?.value?.at - heads[b]?.value?.at);
    const next = heads[first];
    const entries = found[first];
    if (next === undefined || entries === undefined) return;
    yield next.value;
    heads[first] = await entries.next();
  }
}
