import type { Stack } from 'aws-cdk-lib';
import type { Watched } from '../dashboards/watched.ts';
import { cadencesOf } from '../service/webhook/cadences-of.ts';
import { loggedSources } from '../service/webhook/configuration.ts';
import type { SpillwayConfig } from './configuration.ts';
import type { ProcessingFunction } from './processing-function.ts';
import type { Settings } from './settings-schema.ts';

/** Gives the names of what the dashboards and alarms observe. */
export function watch(
  stack: Pick<Stack, 'region'>,
  settings: Settings,
  config: Pick<SpillwayConfig, 'sources' | 'destinations' | 'events'>,
  { mapping }: { readonly mapping: Pick<ProcessingFunction['mapping'], 'eventSourceMappingId'> },
): Watched {
  const name = `spillway-${settings.stage}`;
  const { stage, maxConcurrency, accountConcurrency, destinationAttempts } = settings;
  const { runbookBaseUrl, intakeRetentionDays, deadLetterRetentionDays } = settings;
  const ingestion = {
    name: `${name}-ingestion`,
    timeoutSeconds: settings.ingestionTimeoutSeconds,
    memoryMb: settings.ingestionMemoryMb,
  };
  const processing = {
    name: `${name}-processing`,
    timeoutSeconds: settings.processingTimeoutSeconds,
    memoryMb: settings.processingMemoryMb,
  };
  const audit = { name: `${name}-audit` };
  const reconciliation = { name: `${name}-reconciliation` };
  const deliveryLogs = loggedSources(config);
  const functions = [ingestion, processing, audit];
  return {
    ...{ stage, maxConcurrency, accountConcurrency, destinationAttempts, runbookBaseUrl },
    ...{ intakeRetentionDays, deadLetterRetentionDays },
    ...{ ingestion, processing, audit, reconciliation },
    functions: deliveryLogs.length === 0 ? functions : [...functions, reconciliation],
    deliveryLogs,
    sources: Object.keys(config.sources),
    destinations: Object.keys(config.destinations),
    cadences: Object.fromEntries(
      Object.entries(cadencesOf(config)).map(([source, { text }]) => [source, text]),
    ),
    region: stack.region,
    apiName: name,
    intakeQueue: `${name}-intake`,
    deadLetterQueue: `${name}-dead-letters`,
    deliveryTable: `${name}-deliveries`,
    mappingId: mapping.eventSourceMappingId,
  };
}
