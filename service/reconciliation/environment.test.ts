import { expect, it } from 'vitest';
import { readReconciliationEnvironment } from './environment.ts';

it('reads what infra/ sets', () => {
  expect(
    readReconciliationEnvironment({
      RECONCILED: 'spillway-dev',
      DELIVERY_TABLE: 'spillway-dev-deliveries',
      RECONCILIATION_TABLE: 'spillway-dev-reconciliation',
      DELIVERY_MEMORY_DAYS: '20',
      DELIVERY_LOG_SECRET_PREFIX: 'spillway/dev/delivery-logs/',
      INGESTION_LOG_GROUP: '/aws/lambda/spillway-dev-ingestion',
      LOG_RETENTION_DAYS: '30',
      REDELIVERIES_PER_SECOND: '1',
    }),
  ).toEqual({
    prefix: 'spillway-dev',
    deliveryTable: 'spillway-dev-deliveries',
    reconciliationTable: 'spillway-dev-reconciliation',
    memoryDays: 20,
    secretPrefix: 'spillway/dev/delivery-logs/',
    ingestionLogGroup: '/aws/lambda/spillway-dev-ingestion',
    logRetentionDays: 30,
    redeliveriesPerSecond: 1,
  });
});

it('names all that is missing', () => {
  expect(() => readReconciliationEnvironment({ RECONCILED: 'spillway-dev' })).toThrow(
    /DELIVERY_TABLE, RECONCILIATION_TABLE, DELIVERY_MEMORY_DAYS, DELIVERY_LOG_SECRET_PREFIX, INGESTION_LOG_GROUP, LOG_RETENTION_DAYS, REDELIVERIES_PER_SECOND/,
  );
});
