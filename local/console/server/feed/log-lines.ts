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

/**
 * The lines of a stage as CloudWatch Logs has them; those that come, once a second. Where they can't be read it says so and
 * tries again.
 *
 * @param pauseMs between two tries
 */
export function createLogLines(
  stage: string,
  client: LogSource['client'],
  pauseMs = againMs,
): LineSource {
  const sourceUntil = (signal: AbortSignal): LogSource => ({
    ...{ stage, client, signal },
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
  });
  return {
    read: (stretch, signal) => readLogs(sourceUntil(signal), stretch),
    follow(onLine, onTrouble) {
      const ending = new AbortController();
      void followAgain(sourceUntil(ending.signal), { onLine, onTrouble, pauseMs });
      return () => ending.abort();
    },
  };
}

type Follow = Parameters<LineSource['follow']>;

interface Following {
  readonly onLine: Follow[0];
  readonly onTrouble: Follow[1];
  readonly pauseMs: number;
}

async function followAgain(source: LogSource, following: Following): Promise<void> {
  const { onLine, onTrouble, pauseMs } = following;
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
      onTrouble(Object(error).message);
      await sleep(pauseMs);
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
