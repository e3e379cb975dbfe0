import {
  type FilteredLogEvent,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  type FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { CommandError } from '../command-error.ts';
import { orAborted } from '../or-aborted.ts';
import { accessPatternOf } from './access-pattern.ts';
import { readAccessRecord } from './access-record.ts';
import type { LogEntry } from './log-entry.ts';
import { filterPatternOf, isWanted, type LogQuery, type LogWriter } from './log-query.ts';
import { readLogRecord } from './log-record.ts';
import type { LogSource } from './log-source.ts';

/** The entries of one function, or of the API, the oldest first, page by page. Ends early where the signal says so. */
export async function* findEntries(
  source: LogSource,
  query: LogQuery,
  name: LogWriter,
): AsyncGenerator<LogEntry> {
  const input = inputFor(source, query, name);
  let nextToken: string | undefined;
  do {
    const page = await askPatiently(source, { ...input, nextToken });
    for (const event of page?.events ?? []) {
      const entry = entryFrom(event, name);
      if (isWanted(query, entry.record)) yield entry;
    }
    nextToken = page?.nextToken;
  } while (nextToken !== undefined && !source.signal.aborted);
}

function inputFor({ stage }: LogSource, query: LogQuery, name: LogWriter) {
  return {
    logGroupName: groupOf(stage, name),
    startTime: query.since,
    endTime: query.until,
    filterPattern: name === 'gateway' ? accessPatternOf(query) : filterPatternOf(query),
  };
}

function groupOf(stage: string, name: LogWriter): string {
  return name === 'gateway'
    ? `/aws/apigateway/spillway-${stage}`
    : `/aws/lambda/spillway-${stage}-${name}`;
}

function entryFrom(event: FilteredLogEvent, name: LogWriter): LogEntry {
  const { eventId = '', timestamp = 0, message = '' } = event;
  const line = message.trimEnd();
  const record = name === 'gateway' ? readAccessRecord(line) : readLogRecord(line);
  return { id: eventId, function: name, at: timestamp, line, record };
}

/** All readers of an account in a region share 25 calls a second, so that a busy account throttles often. */
const pauses = [1000, 2000, 4000, 8000, 15_000, 30_000];

/** Beyond the SDK's own retries, which take a few seconds at most. @returns `undefined` where the signal ended it */
async function askPatiently(
  source: LogSource,
  input: FilterLogEventsCommandInput,
): Promise<FilterLogEventsCommandOutput | undefined> {
  const { client, signal, sleep } = source;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      return await client.send(new FilterLogEventsCommand(input), { abortSignal: signal });
    } catch (error) {
      if (!signal.aborted)
        await orAborted(sleep(pauseAfter(error, attempt, source, input)), signal);
    }
  }
  return undefined;
}

/** Milliseconds. @throws the error that no pause mends */
function pauseAfter(
  error: unknown,
  attempt: number,
  { stage }: LogSource,
  { logGroupName }: FilterLogEventsCommandInput,
): number {
  if (Object(error).name === 'ResourceNotFoundException') {
    throw noLogGroup(stage, logGroupName, error);
  }
  const pause = pauses[attempt];
  if (pause === undefined || !mayPass(error)) throw error;
  return pause;
}

function noLogGroup(stage: string, group = '', cause: unknown): CommandError {
  return new CommandError(
    `The stage ${stage} has no log group ${group} in this account and region.`,
    `Check the profile and region (AWS_PROFILE, AWS_REGION), or deploy it: \`npx cdk deploy -c stage=${stage}\``,
    { cause },
  );
}

function mayPass(error: unknown): boolean {
  const { name, $metadata } = Object(error);
  return /Throttl|TooManyRequests|LimitExceeded/.test(name) || $metadata?.httpStatusCode >= 500;
}
