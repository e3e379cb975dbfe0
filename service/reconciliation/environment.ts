import { readEnvironment } from '../environment.ts';

const names = [
  /** `spillway-<stage>`, by which metrics are named. */
  'RECONCILED',
  'DELIVERY_TABLE',
  /** Partition key `source`, sort key `id`, both texts; time to live: `expiration`. */
  'RECONCILIATION_TABLE',
  /** How many days the delivery table remembers. */
  'DELIVERY_MEMORY_DAYS',
  /** `spillway/<stage>/delivery-logs/`: one secret for each source that names a log. Without a value it is off. */
  'DELIVERY_LOG_SECRET_PREFIX',
  /** Ingestion's, whose lines tell what was accepted and has no row, and how long they are kept. */
  'INGESTION_LOG_GROUP',
  'LOG_RETENTION_DAYS',
  /** How many redeliveries a second are asked for. 1 on AWS. */
  'REDELIVERIES_PER_SECOND',
] as const;

/** @throws Error naming all variables that are missing */
export function readReconciliationEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
) {
  const env = readEnvironment(environment, names);
  return {
    prefix: env.RECONCILED,
    deliveryTable: env.DELIVERY_TABLE,
    reconciliationTable: env.RECONCILIATION_TABLE,
    memoryDays: Number(env.DELIVERY_MEMORY_DAYS),
    secretPrefix: env.DELIVERY_LOG_SECRET_PREFIX,
    ingestionLogGroup: env.INGESTION_LOG_GROUP,
    logRetentionDays: Number(env.LOG_RETENTION_DAYS),
    redeliveriesPerSecond: Number(env.REDELIVERIES_PER_SECOND),
  };
}
