import { setTimeout } from 'node:timers/promises';
import { CommandError } from '../../../../client/command-error.ts';
import type { LogRecord } from '../../../../client/logs/log-record.ts';
import { openLogs } from '../../../../client/logs/open-logs.ts';
import { readLogs } from '../../../../client/logs/read-logs.ts';
import type { ConsoleContext } from '../endpoint.ts';
import { readRowLine } from '../feed/read-row-line.ts';
import type { WebhookRow } from '../feed/webhook-row.ts';
import { WebhookRows } from '../feed/webhook-rows.ts';

export interface FoundWebhook {
  readonly row: WebhookRow;
  /** What the functions have logged of it; only where the row alone does not tell. */
  readonly lines: readonly LogRecord[];
}

const dayMs = 86_400_000;
/** Between two clocks, and until a line can be read. */
const skewMs = 60_000;

/**
 * The row of a request: one of the latest, or as the log of the last day has it. Of a refused one the lines are read
 * too, since they alone say what the likely mistake is.
 *
 * @param key its `trackingId`
 * @throws CommandError where nobody knows it
 */
export async function findWebhook(
  key: string,
  context: ConsoleContext,
  asked: AbortSignal,
): Promise<FoundWebhook> {
  const known = context.feed.find(key);
  if (known !== undefined && known.outcome !== 'rejected') return { row: known, lines: [] };
  const since = known === undefined ? Date.now() - dayMs : known.at - skewMs;
  const { rows, lines } = await readFrom(key, since, context, asked);
  const row = known ?? rows.find(key);
  if (row !== undefined) return { row, lines };
  throw new CommandError(
    `Nothing is logged of the request ${key}.`,
    'The log was read for the last 24 hours.',
  );
}

async function readFrom(
  trackingId: string,
  since: number,
  { stage }: ConsoleContext,
  signal: AbortSignal,
) {
  const client = openLogs(stage);
  const rows = new WebhookRows();
  const lines: LogRecord[] = [];
  const sleep = (milliseconds: number) => setTimeout(milliseconds, undefined, { signal });
  try {
    const source = { stage: stage.name, client, signal, sleep };
    for await (const { line, at, record } of readLogs(source, { since, trackingId })) {
      lines.push(record);
      const read = readRowLine(line, at);
      if (read !== undefined) rows.add(read);
    }
  } finally {
    client.destroy();
  }
  return { rows, lines };
}

/** @throws CommandError for a request that is no webhook of a source, such as one that was refused */
export function identityOf({ source, deliveryId, at, outcome, key }: WebhookRow) {
  if (source !== undefined && deliveryId !== undefined) return { source, deliveryId, at };
  throw new CommandError(
    `Nothing of the request ${key} is kept: it was ${outcome}.`,
    'Only what was accepted is stored.',
  );
}
