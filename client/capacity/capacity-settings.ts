import type { Settings } from '../../infra/settings-schema.ts';

/** What of a stage's settings decides what it carries. */
export type CapacitySettings = Pick<
  Settings,
  | 'stage'
  | 'throttleRatePerSecond'
  | 'throttleBurst'
  | 'addressLimitPer5Minutes'
  | 'ingestionReservedConcurrency'
  | 'ingestionTimeoutSeconds'
  | 'ingestionMemoryMb'
  | 'queueMessageLimitBytes'
  | 'secretCacheSeconds'
  | 'processingTimeoutSeconds'
  | 'processingMemoryMb'
  | 'batchSize'
  | 'batchWindowSeconds'
  | 'maxConcurrency'
  | 'accountConcurrency'
  | 'destinationAttempts'
  | 'claimLeaseSeconds'
  | 'maxReceiveCount'
  | 'retryCapSeconds'
  | 'intakeRetentionDays'
  | 'ticketAlarms'
  | 'tracedPerSecond'
  | 'tracedPercent'
>;
