import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { createReadAccepted } from '../aws/accepted-lines.ts';
import { clientSettings } from '../aws/client-settings.ts';
import { createFindDeliveries } from '../aws/find-deliveries.ts';
import { KeepAliveHandler } from '../aws/keep-alive-handler.ts';
import { createReadLogToken } from '../aws/log-token.ts';
import { createReadSums } from '../aws/read-sums.ts';
import { createReconciliationStore } from '../aws/reconciliation-table.ts';
import { createTrueTime } from '../aws/true-time.ts';
import { createLines } from '../telemetry/create-lines.ts';
import type { ReconciledSource } from '../webhook/reconciled-sources.ts';
import type { Decision } from './decision.ts';
import { readReconciliationEnvironment } from './environment.ts';
import { healthMetrics } from './judge-health.ts';
import { createReconciliation, type ReconciliationRequest } from './reconciliation.ts';
import type { SourceReport } from './source-report.ts';
import type { Progress } from './state.ts';

/** The sources that name a log. infra/ writes them into the bundle as a constant. */
declare const SPILLWAY_RECONCILED_SOURCES: Readonly<Record<string, ReconciledSource>>;

const env = readReconciliationEnvironment(process.env);
const { logger, openLine } = createLines(() => ({ groups: [] }));
// Nobody waits for this function.
const settings = {
  ...clientSettings(3),
  requestHandler: new KeepAliveHandler({ connectMilliseconds: 1_000, attemptMilliseconds: 8_000 }),
};
const dynamo = new DynamoDBClient(settings);
const reconcileSources = createReconciliation({
  ...{ env, logger, openLine, sleep, sources: SPILLWAY_RECONCILED_SOURCES },
  readToken: createReadLogToken(new SecretsManagerClient(settings), env.secretPrefix),
  openState: (source) =>
    createReconciliationStore<Progress, Decision>(dynamo, env.reconciliationTable, source),
  findDeliveries: createFindDeliveries(dynamo, env.deliveryTable),
  readAccepted: createReadAccepted({
    client: new CloudWatchLogsClient(settings),
    logGroup: env.ingestionLogGroup,
  }),
  readHealth: createReadSums(new CloudWatchClient(settings), healthMetrics(env.prefix)),
  trueTime: createTrueTime(dynamo, Date.now),
});

type Event = EventBridgeEvent<'Scheduled Event', unknown> | ReconciliationRequest;

/**
 * Called by the schedule, whose time comes from the clock that metrics go by, or by somebody who wants to know now and
 * is told what became of each source. A scheduled run fails where one source failed, so that it shows.
 */
export async function handler(event: Event, context: Context): Promise<readonly SourceReport[]> {
  logger.addContext(context);
  const isScheduled = 'time' in event;
  const startedAt = isScheduled ? Date.parse(event.time) : Date.now();
  const times = { startedAt, remainingMs: context.getRemainingTimeInMillis() };
  try {
    const reports = await reconcileSources(times, isScheduled ? {} : event);
    const failed = reports.filter(({ state }) => state === 'failed').map(({ source }) => source);
    if (isScheduled && failed.length > 0) throw new Error(`Not reconciled: ${failed.join(', ')}`);
    return reports;
  } catch (error) {
    logger.error('the reconciliation failed', error as Error);
    throw error;
  }
}
