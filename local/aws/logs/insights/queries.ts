import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LogGroup } from '../log-group.ts';
import { LogsFault } from '../logs-fault.ts';
import { MalformedQuery } from './malformed-query.ts';
import { type Query, readQuery } from './read-query.ts';
import { type Row, rowOf, textOf } from './row.ts';

const groupName = z.string().min(1).max(2048);
const seconds = z.number().int().min(0);

export const startQueryInput = z.strictObject({
  logGroupName: groupName.optional(),
  logGroupNames: z.array(groupName).min(1).max(50).optional(),
  /** Names or ARNs. */
  logGroupIdentifiers: z.array(groupName).min(1).max(50).optional(),
  /** Since 1970; both are part of the range. */
  startTime: seconds,
  endTime: seconds,
  queryString: z.string().min(1).max(10_000),
  queryLanguage: z.literal('CWLI').optional(),
  limit: z.number().int().min(1).max(10_000).optional(),
});
export const queryIdInput = z.strictObject({ queryId: z.string().min(1).max(256) });

type StartQueryInput = z.output<typeof startQueryInput>;

interface Answer {
  readonly results: readonly (readonly { readonly field: string; readonly value: string }[])[];
  readonly statistics: Readonly<
    Record<'recordsMatched' | 'recordsScanned' | 'bytesScanned', number>
  >;
}

/** Results are kept for a week on AWS, and here in memory. */
const mostKept = 20;

/**
 * The actions StartQuery, GetQueryResults and StopQuery. A query is done at once, over what is there at that moment.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
export function createQueries() {
  const answers = new Map<string, Answer>();
  const answerOf = (queryId: string): Answer => {
    const answer = answers.get(queryId);
    if (answer !== undefined) return answer;
    throw new LogsFault(`The query ${queryId} does not exist.`, {
      code: 'ResourceNotFoundException',
    });
  };
  return {
    start(groups: readonly LogGroup[], input: StartQueryInput): object {
      const queryId = randomUUID();
      answers.set(queryId, answer(groups, input));
      const [oldest] = answers.keys();
      if (answers.size > mostKept && oldest !== undefined) answers.delete(oldest);
      return { queryId };
    },
    results: ({ queryId }: z.output<typeof queryIdInput>): object => ({
      queryLanguage: 'CWLI',
      status: 'Complete',
      ...answerOf(queryId),
    }),
    stop({ queryId }: z.output<typeof queryIdInput>): never {
      answerOf(queryId);
      throw new LogsFault(`Query's status is Complete: the query ${queryId} is not running.`);
    },
  };
}

/** The names of the groups that are asked. */
export function groupsAsked(input: StartQueryInput): readonly string[] {
  const { logGroupName, logGroupNames, logGroupIdentifiers } = input;
  const given = [
    ...(logGroupName === undefined ? [] : [[logGroupName]]),
    logGroupNames ?? [],
    logGroupIdentifiers ?? [],
  ].filter(({ length }) => length > 0);
  const [names] = given;
  if (names !== undefined && given.length === 1) return names;
  throw new LogsFault(
    'Specify exactly one of logGroupName, logGroupNames and logGroupIdentifiers.',
  );
}

function answer(groups: readonly LogGroup[], input: StartQueryInput): Answer {
  const { startTime, endTime, queryString, limit = 10_000 } = input;
  if (endTime < startTime) throw malformed('end time is before start time', 0, 0);
  const query = read(queryString);
  const events = groups.flatMap((group) => eventsOf(group, startTime * 1000, endTime * 1000 + 999));
  // The newest first, unless the query sorts.
  const sorted = events.toSorted((a, b) => b.at - a.at);
  const rows = query.steps.reduce<readonly Row[]>(
    (some, step) => step(some),
    sorted.map(({ row }) => row),
  );
  return {
    results: rows.slice(0, limit).map((row) => fieldsOf(row, query)),
    statistics: {
      recordsMatched: rows.length,
      recordsScanned: events.length,
      bytesScanned: events.reduce((sum, { bytes }) => sum + bytes, 0),
    },
  };
}

/** `arn` is `arn:aws:logs:<region>:<account>:log-group:<name>:*`. */
function eventsOf(group: LogGroup, from: number, to: number) {
  const { arn, name } = group.definition;
  const log = `${arn.split(':')[4]}:${name}`;
  const found: { readonly row: Row; readonly at: number; readonly bytes: number }[] = [];
  for (const event of group.eventsFrom(0, false)) {
    const { timestamp: at, message } = event;
    if (at >= from && at <= to) found.push({ at, bytes: message.length, row: rowOf(event, log) });
  }
  return found;
}

function fieldsOf(row: Row, { columns, isStatistic }: Query) {
  const names = isStatistic ? columns : [...columns, '@ptr'];
  return names.flatMap((field) => {
    const value = row(field);
    return value === undefined ? [] : [{ field, value: textOf(value) }];
  });
}

function read(queryString: string): Query {
  try {
    return readQuery(queryString);
  } catch (error) {
    if (error instanceof MalformedQuery) throw malformed(error.message, error.start, error.end);
    throw error;
  }
}

function malformed(message: string, startCharOffset: number, endCharOffset: number): LogsFault {
  const location = { startCharOffset, endCharOffset };
  return new LogsFault(message, {
    code: 'MalformedQueryException',
    fields: { queryCompileError: { message, location } },
  });
}
