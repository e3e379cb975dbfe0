import type { Stack } from 'aws-cdk-lib';
import type { Watched } from '../dashboards/watched.ts';
import type { ProcessingFunction } from './processing-function.ts';
import type { Settings } from './settings-schema.ts';

/** Gives the names of what the dashboards and alarms observe. */
export function watch(stack: Stack, settings: Settings, { mapping }: ProcessingFunction): Watched {
  const name = `spillway-${settings.stage}`;
  const { stage, maxConcurrency, destinationAttempts, runbookBaseUrl } = settings;
  const { intakeRetentionDays, deadLetterRetentionDays } = settings;
  return {
    ...{ stage, maxConcurrency, destinationAttempts, runbookBaseUrl },
    ...{ intakeRetentionDays, deadLetterRetentionDays },
    region: stack.region,
    apiName: name,
    intakeQueue: `${name}-intake`,
    deadLetterQueue: `${name}-dead-letters`,
    deliveryTable: `${name}-deliveries`,
    ingestion: {
      name: `${name}-ingestion`,
      timeoutSeconds: settings.ingestionTimeoutSeconds,
      memoryMb: settings.ingestionMemoryMb,
    },
    processing: {
      name: `${name}-processing`,
      timeoutSeconds: settings.processingTimeoutSeconds,
      memoryMb: settings.processingMemoryMb,
    },
    audit: { name: `${name}-audit` },
    mappingId: mapping.eventSourceMappingId,
  };
}
