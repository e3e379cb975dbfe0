import { z } from 'zod';
import { parseFilterPattern } from './filter-pattern.ts';
import type { LogEvent, LogGroup } from './log-group.ts';
import { LogsFault } from './logs-fault.ts';
import { PatternError } from './pattern-error.ts';

const streamName = z.string().min(1).max(512);

export const filterLogEventsInput = z.strictObject({
  logGroupName: z.string().min(1).max(512).optional(),
  /** A name or an ARN. */
  logGroupIdentifier: z.string().min(1).max(2048).optional(),
  logStreamNames: z.array(streamName).min(1).max(100).optional(),
  logStreamNamePrefix: streamName.optional(),
  startTime: z.number().int().min(0).optional(),
  endTime: z.number().int().min(0).optional(),
  filterPattern: z.string().max(1024).optional(),
  nextToken: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(10_000).optional(),
  startFromHead: z.boolean().optional(),
  /** Without an effect on AWS too, since 2019. */
  interleaved: z.boolean().optional(),
  unmask: z.boolean().optional(),
});
type Input = z.output<typeof filterLogEventsInput>;

const pageBytes = 1024 * 1024;
/** A page may be empty and not be the last one, as on AWS, where it ends with the time of a search. */
const searchedPerPage = 10_000;
/** 2024-01-01: backwards only from there. */
const oldestBackwards = Date.UTC(2024);

/**
 * The action FilterLogEvents.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function filterLogEvents(group: LogGroup, input: Input): object {
  refuse(input);
  const matches = matcher(input);
  const from = readPosition(input);
  const { limit = 10_000 } = input;
  const events: LogEvent[] = [];
  let [searched, bytes, last] = [0, 0, from.number];
  for (const event of group.eventsFrom(from.number, from.isBackwards)) {
    if (searched >= searchedPerPage || events.length >= limit || bytes >= pageBytes) {
      return { ...pageOf(events, from), nextToken: tokenAt({ ...from, number: last }) };
    }
    searched += 1;
    last = event.number;
    if (!matches(event)) continue;
    events.push(event);
    bytes += event.message.length;
  }
  return pageOf(events, from);
}

/** Each page by time, and where that is the same, in the order in which the events came. */
function pageOf(events: readonly LogEvent[], { isBackwards }: Position): object {
  const sign = isBackwards ? -1 : 1;
  const sorted = events.toSorted((a, b) => sign * (a.timestamp - b.timestamp));
  return { events: sorted.map(describe), searchedLogStreams: [] };
}

function refuse({ logStreamNames, logStreamNamePrefix, startFromHead, startTime }: Input): void {
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    throw new LogsFault('Specify either logStreamNames or logStreamNamePrefix, not both.');
  }
  if (startFromHead === false && (startTime ?? 0) < oldestBackwards) {
    throw new LogsFault('startFromHead=false takes a startTime of 2024-01-01 or later.');
  }
}

function matcher(input: Input): (event: LogEvent) => boolean {
  const { logStreamNames, logStreamNamePrefix = '', filterPattern = '' } = input;
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
  const matches = readPattern(filterPattern);
  return ({ timestamp, logStream, message }) =>
    timestamp >= startTime &&
    timestamp <= endTime &&
    logStream.startsWith(logStreamNamePrefix) &&
    (logStreamNames === undefined || logStreamNames.includes(logStream)) &&
    matches(message);
}

function readPattern(pattern: string) {
  try {
    return parseFilterPattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) {
      throw new LogsFault(error.message, { cause: error });
    }
    throw error;
  }
}

interface Position {
  /** That of the last event that was searched. */
  readonly number: number;
  readonly isBackwards: boolean;
}

/** A token has a direction, which beats the one that is asked for. */
function readPosition({ nextToken, startFromHead = true }: Input): Position {
  if (nextToken === undefined) {
    const isBackwards = !startFromHead;
    return { isBackwards, number: isBackwards ? Number.MAX_SAFE_INTEGER : 0 };
  }
  const [, direction, digits] = /^([fb])\/(\d{1,15})$/.exec(nextToken) ?? [];
  if (digits === undefined) throw new LogsFault('The specified nextToken is invalid.');
  return { isBackwards: direction === 'b', number: Number(digits) };
}

function tokenAt({ isBackwards, number }: Position): string {
  return `${isBackwards ? 'b' : 'f'}/${number}`;
}

function describe({ number, logStream, timestamp, message }: LogEvent): object {
  return {
    logStreamName: logStream,
    timestamp,
    message,
    ingestionTime: timestamp,
    eventId: String(number).padStart(56, '0'),
  };
}
