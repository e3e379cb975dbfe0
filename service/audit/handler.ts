import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { clientSettings } from '../aws/client-settings.ts';
import { KeepAliveHandler } from '../aws/keep-alive-handler.ts';
import { createLedgerStore } from '../aws/ledger-table.ts';
import { createReadLevel } from '../aws/queue-level.ts';
import { createReadSums } from '../aws/read-sums.ts';
import { readEnvironment } from '../environment.ts';
import { createLines } from '../telemetry/create-lines.ts';
import { audit } from './audit.ts';
import { countedMetrics } from './counted.ts';
import type { Ledger } from './ledger.ts';
import { reportBooks } from './report-books.ts';

const env = readEnvironment(process.env, ['AUDITED', 'DELIVERY_TABLE', 'INTAKE_QUEUE_URL']);
const { logger, openLine } = createLines(() => ({ groups: [] }));
// Nobody waits for this function, and three hours of minutes are a larger answer than all others.
const settings = {
  ...clientSettings(3),
  requestHandler: new KeepAliveHandler({ connectMilliseconds: 1_000, attemptMilliseconds: 8_000 }),
};
const ports = {
  ...createLedgerStore<Ledger>(new DynamoDBClient(settings), env.DELIVERY_TABLE),
  readCounts: createReadSums(new CloudWatchClient(settings), countedMetrics(env.AUDITED)),
  readLevel: createReadLevel(new SQSClient(settings), env.INTAKE_QUEUE_URL),
};

/** The event's time is when the schedule was due, and comes from the clock that metrics go by. */
export async function handler(
  event: EventBridgeEvent<'Scheduled Event', unknown>,
  context: Context,
): Promise<void> {
  logger.addContext(context);
  try {
    const line = openLine();
    reportBooks(line, await audit(ports, Date.parse(event.time)));
  } catch (error) {
    logger.error('the audit failed', error as Error);
    throw error;
  }
}
