import { setTimeout } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { followLogs } from '../../../../client/logs/follow-logs.ts';
import type { LogSource } from '../../../../client/logs/log-source.ts';
import { readLogs } from '../../../../client/logs/read-logs.ts';
import type { LineSource } from './create-feed.ts';

/** The lines of a stage as CloudWatch Logs has them; those that come, once a second. */
export function createLogLines(stage: string, client: CloudWatchLogsClient): LineSource {
  const sourceUntil = (signal: AbortSignal): LogSource => ({
    ...{ stage, client, signal },
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
  });
  return {
    read: (stretch, signal) => readLogs(sourceUntil(signal), stretch),
    follow(onLine, onTrouble) {
      const ending = new AbortController();
      void followUntil(sourceUntil(ending.signal), onLine).catch((error: unknown) => {
        if (!ending.signal.aborted)
          onTrouble(error instanceof Error ? error.message : String(error));
      });
      return () => ending.abort();
    },
  };
}

async function followUntil(
  source: LogSource,
  onLine: Parameters<LineSource['follow']>[0],
): Promise<void> {
  for await (const entry of followLogs(source, { since: Date.now() })) onLine(entry);
}
