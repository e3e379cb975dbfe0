import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CommandError } from '../command-error.ts';
import { type WebhookFunction, webhookFunctions } from '../logs/log-query.ts';
import { orAborted } from '../or-aborted.ts';

/** A line of a function's log group. */
export interface FoundLine {
  readonly function: WebhookFunction;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
}

export interface LogQuestion {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  /** As in the names of its resources. */
  readonly stage: string;
  readonly deliveryId: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** An answer has no more of them. */
export const mostLines = 1_000;
const pauseMs = 500;
const patienceMs = 120_000;

/** The query, as it can be pasted into Logs Insights. */
export function queryOf(deliveryId: string): string {
  const text = deliveryId.replace(/["\\]/g, '\\$&');
  return [
    'fields @timestamp, @log, @message',
    `filter deliveryId = "${text}"`,
    'sort @timestamp asc',
    `limit ${mostLines}`,
  ].join(' | ');
}

/**
 * All that both functions have logged about a delivery id, the oldest first: one query of Logs Insights over both
 * groups.
 *
 * @throws what AWS refuses; CommandError for a query that AWS gave up
 */
export async function queryLog(question: LogQuestion): Promise<readonly FoundLine[]> {
  const { client, stage, deliveryId, since, until, signal } = question;
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames: webhookFunctions.map((name) => `/aws/lambda/spillway-${stage}-${name}`),
      startTime: Math.floor(since / 1000),
      endTime: Math.ceil(until / 1000),
      queryString: queryOf(deliveryId),
    }),
    { abortSignal: signal },
  );
  return results(question, queryId);
}

async function results(
  { client, signal, sleep }: LogQuestion,
  queryId: string | undefined,
): Promise<readonly FoundLine[]> {
  for (let waited = 0; waited < patienceMs && !signal.aborted; waited += pauseMs) {
    const answer = await client.send(new GetQueryResultsCommand({ queryId }));
    const { status, results: rows = [] } = answer;
    if (status === 'Complete') return rows.flatMap(readRow);
    if (status !== 'Scheduled' && status !== 'Running') throw givenUp(status);
    await orAborted(sleep(pauseMs), signal);
  }
  await client.send(new StopQueryCommand({ queryId })).catch(() => undefined); // it may have ended meanwhile
  if (signal.aborted) return [];
  throw givenUp('Running after two minutes');
}

function givenUp(status = 'unknown'): CommandError {
  return new CommandError(
    `The query of the logs ended as ${status}.`,
    'Try again with a shorter range: --since 2h',
  );
}

type Row = readonly { readonly field?: string | undefined; readonly value?: string | undefined }[];

function readRow(row: Row): readonly FoundLine[] {
  const values = new Map(row.map(({ field, value }) => [field, value]));
  const log = values.get('@log') ?? '';
  const name = webhookFunctions.find((one) => log.endsWith(`-${one}`));
  // Such as `2026-11-26 07:44:11.120`, in UTC.
  const at = Date.parse(`${values.get('@timestamp')?.replace(' ', 'T')}Z`);
  const line = values.get('@message')?.trimEnd();
  return name === undefined || line === undefined || Number.isNaN(at)
    ? []
    : [{ function: name, at, line }];
}
