import { type WebhookFunction, webhookFunctions } from '../logs/log-query.ts';
import { type LogRow, type LogsQuestion, queryLogs } from '../logs/query-logs.ts';

/** A line of a function's log group. */
export interface FoundLine {
  readonly function: WebhookFunction;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
}

export interface LogQuestion extends Omit<LogsQuestion, 'logGroups' | 'query'> {
  /** As in the names of its resources. */
  readonly stage: string;
  readonly deliveryId: string;
}

/** An answer has no more of them. */
export const mostLines = 1_000;

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
 * @throws as `queryLogs`
 */
export async function queryLog({
  stage,
  deliveryId,
  ...question
}: LogQuestion): Promise<readonly FoundLine[]> {
  const rows = await queryLogs({
    ...question,
    logGroups: webhookFunctions.map((name) => `/aws/lambda/spillway-${stage}-${name}`),
    query: queryOf(deliveryId),
  });
  return rows.flatMap(readRow);
}

function readRow(values: LogRow): readonly FoundLine[] {
  const log = values.get('@log') ?? '';
  const name = webhookFunctions.find((one) => log.endsWith(`-${one}`));
  // Such as `2026-11-26 07:44:11.120`, in UTC.
  const at = Date.parse(`${values.get('@timestamp')?.replace(' ', 'T')}Z`);
  const line = values.get('@message')?.trimEnd();
  return name === undefined || line === undefined || Number.isNaN(at)
    ? []
    : [{ function: name, at, line }];
}
