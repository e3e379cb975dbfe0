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
import { createReconciliation } from './reconciliation.ts';
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

/** The event's time is when the schedule was due, and comes from the clock that metrics go by. */
export async function handler(
  event: EventBridgeEvent<'Scheduled Event', unknown>,
  context: Context,
): Promise<void> {
  logger.addContext(context);
  try {
    await reconcileSources(Date.parse(event.time), context.getRemainingTimeInMillis());
  } catch (error) {
    logger.error('the reconciliation failed', error as Error);
    throw error;
  }
}
