import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { clientSettings } from '../aws/client-settings.ts';
import { createHeardStore } from '../aws/heard-table.ts';
import { KeepAliveHandler } from '../aws/keep-alive-handler.ts';
import { createLedgerStore } from '../aws/ledger-table.ts';
import { createReadLevel } from '../aws/queue-level.ts';
import { createReadSums } from '../aws/read-sums.ts';
import { readEnvironment } from '../environment.ts';
import { createLines } from '../telemetry/create-lines.ts';
import type { Cadence } from '../webhook/cadence.ts';
import { audit } from './audit.ts';
import { countedMetrics, heardMetrics } from './counted.ts';
import type { Ledger } from './ledger.ts';
import { type Heard, listen } from './listen.ts';
import { reportBooks } from './report-books.ts';
import { reportSilence } from './report-silence.ts';

/** What is expected of which source. infra/ writes it into the bundle as a constant. */
declare const SPILLWAY_CADENCES: Readonly<Record<string, Cadence>>;

const env = readEnvironment(process.env, ['AUDITED', 'DELIVERY_TABLE', 'INTAKE_QUEUE_URL']);
const { logger, openLine } = createLines(() => ({ groups: [] }));
// Nobody waits for this function, and three hours of minutes are a larger answer than all others.
const settings = {
  ...clientSettings(3),
  requestHandler: new KeepAliveHandler({ connectMilliseconds: 1_000, attemptMilliseconds: 8_000 }),
};
const dynamo = new DynamoDBClient(settings);
const cloudWatch = new CloudWatchClient(settings);
const ports = {
  ...createLedgerStore<Ledger>(dynamo, env.DELIVERY_TABLE),
  readCounts: createReadSums(cloudWatch, countedMetrics(env.AUDITED)),
  readLevel: createReadLevel(new SQSClient(settings), env.INTAKE_QUEUE_URL),
};
const watchedSources = Object.keys(SPILLWAY_CADENCES);
const ears = {
  ...createHeardStore<Heard>(dynamo, env.DELIVERY_TABLE),
  readArrivals: createReadSums(cloudWatch, heardMetrics(env.AUDITED, watchedSources)),
};

/**
 * The event's time is when the schedule was due, and comes from the clock that metrics go by. Who calls it by hand need
 * not name one.
 */
export async function handler(
  event: Partial<EventBridgeEvent<'Scheduled Event', unknown>>,
  context: Context,
): Promise<void> {
  logger.addContext(context);
  try {
    const line = openLine();
    const now = event.time === undefined ? Date.now() : Date.parse(event.time);
    reportBooks(line, await audit(ports, now));
    if (watchedSources.length === 0) return;
    reportSilence(openLine, SPILLWAY_CADENCES, await listen(ears, now), now);
  } catch (error) {
    logger.error('the audit failed', error as Error);
    throw error;
  }
}
