import type { AlarmDefinition, AlarmText } from './alarms/alarm-definition.ts';
import { alarmSlug } from './alarms/alarm-slug.ts';
import { type AlarmId, alarms, subjectsOf } from './alarms/catalogue.ts';
import type { degradedId } from './alarms/siblings.ts';
import { runbookUrl, type Watched } from './watched.ts';

/** The rows of both dashboards, and the alarms whose evidence they hold: each alarm is in one row at least. */
const rowAlarms = {
  'Service level': [
    'AvailabilityBurnFast',
    'AvailabilityBurnSlow',
    'AvailabilityBurnDrip',
    'FreshnessBurn',
    'PipelineDegraded',
  ],
  Webhooks: [
    'ConservationResidue',
    'AuditSilent',
    'SignatureFailures',
    'SourceSilent',
    'MissedDeliveries',
    'DeliveredButAbsent',
    'DeliveryLogUnreadable',
    'ReconcilerSilent',
  ],
  Edge: ['Api5xx', 'Api4xx', 'ApiLatency', 'PayloadTooLarge'],
  Ingestion: [
    'IngestionErrors',
    'IngestionThrottles',
    'IngestionNearTimeout',
    'ConcurrencyClaimed',
  ],
  Queue: ['QueueAge', 'QueueStalled', 'DrainSlow', 'InFlightHigh'],
  Processing: [
    'ConsumerDead',
    'PartialFailures',
    'ProcessingErrors',
    'ProcessingThrottles',
    'ProcessingNearTimeout',
    'DestinationFailing',
    'DestinationResting',
    'ParkedGrowing',
  ],
  'Latency budget': ['FreshnessBurn', 'QueueAge'],
  'Dead letters': ['DlqNotEmpty', 'DlqGrowing', 'DlqAge', 'FinalAttemptFailed'],
  Evidence: ['TelemetryBroken'],
} as const satisfies Record<string, readonly (AlarmId | typeof degradedId)[]>;

type Each = AlarmText & Pick<AlarmDefinition, 'each'>;
const definitions: Readonly<Record<string, Each>> = { ...alarms };

export type RowName = keyof typeof rowAlarms;

/** Links to the pages of a row's alarms, in Markdown. */
export function pageLinks(row: RowName, watched: Watched): string {
  const ids: readonly (AlarmId | typeof degradedId)[] = rowAlarms[row];
  return ids
    .filter((id) => {
      const definition = definitions[id];
      return definition === undefined || subjectsOf(definition, watched).length > 0;
    })
    .map(alarmSlug)
    .map((name) => `[${name}](${runbookUrl(watched, name)})`)
    .join(' · ');
}
