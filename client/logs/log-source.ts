import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';

/** Where the log lines of a stage are, and how to wait for more. */
export interface LogSource {
  /** As in the names of its resources. */
  readonly stage: string;
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  /** Ends reading, without an error. */
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}
