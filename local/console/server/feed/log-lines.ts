import { setTimeout } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { followLogs } from '../../../../client/logs/follow-logs.ts';
import type { LogSource } from '../../../../client/logs/log-source.ts';
import { readLogs } from '../../../../client/logs/read-logs.ts';
import type { LineSource } from './create-feed.ts';

/** Credentials run out and are renewed; a network goes and comes. */
const againMs = 5_000;
/** Lines come into sight late. A row takes the same line twice. */
const latenessMs = 10_000;
/** After a night without credentials nobody reads the whole night. */
const longestGapMs = 900_000;

export interface LogLineOptions {
  /** Between two tries. */
  readonly pauseMs?: number;
  /** Says in a sentence what an error means. */
  readonly explain?: (error: unknown) => string;
}

/**
 * The lines of a stage as CloudWatch Logs has them; those that come, once a second. Where they can't be read it says so and
 * tries again.
 */
export function createLogLines(
  stage: string,
  client: LogSource['client'],
  { pauseMs = againMs, explain = (error) => Object(error).message }: LogLineOptions = {},
): LineSource {
  const sourceUntil = (signal: AbortSignal): LogSource => ({
    ...{ stage, client, signal },
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
  });
  return {
    read: (stretch, signal) => readLogs(sourceUntil(signal), stretch),
    follow(onLine, onTrouble) {
      const ending = new AbortController();
      void followAgain(sourceUntil(ending.signal), { onLine, onTrouble, pauseMs, explain });
      return () => ending.abort();
    },
  };
}

type Follow = Parameters<LineSource['follow']>;

interface Following extends Required<LogLineOptions> {
  readonly onLine: Follow[0];
  readonly onTrouble: Follow[1];
}

async function followAgain(source: LogSource, following: Following): Promise<void> {
  const { onLine, onTrouble, pauseMs, explain } = following;
  const { signal, sleep } = source;
  let since = Date.now();
  let isInTrouble = false;
  const client = tellingOfAnswers(source.client, () => {
    if (isInTrouble) onTrouble(undefined);
    isInTrouble = false;
  });
  while (!signal.aborted) {
    try {
      for await (const entry of followLogs({ ...source, client }, { since })) {
        since = Math.max(since, entry.at - latenessMs);
        onLine(entry);
      }
    } catch (error) {
      isInTrouble = true;
      onTrouble(explain(error));
      await sleep(pauseMs);
      since = Math.max(since, Date.now() - longestGapMs);
    }
  }
}

function tellingOfAnswers(client: LogSource['client'], onAnswer: () => void): LogSource['client'] {
  const send = async (...call: Parameters<CloudWatchLogsClient['send']>) => {
    const answer = await client.send(...call);
    onAnswer();
    return answer;
  };
  return { send } as LogSource['client'];
}
