import type { Watched } from '../watched.ts';
import type { AlarmDefinition, AlarmText } from './alarm-definition.ts';
import { conservationAlarms } from './conservation.ts';
import { deadLetterAlarms } from './dead-letters.ts';
import { destinationAlarms } from './destinations.ts';
import { edgeAlarms } from './edge.ts';
import { functionAlarms } from './functions.ts';
import { intakeQueueAlarms } from './intake-queue.ts';
import { reconciliationAlarms } from './reconciliation.ts';
import { burnAlarms } from './service-levels.ts';
import { silenceAlarms } from './silence.ts';

/** The alarms that look at a metric. */
export const metricAlarms = {
  ...deadLetterAlarms,
  ...intakeQueueAlarms,
  ...destinationAlarms,
  ...edgeAlarms,
  ...functionAlarms,
  ...conservationAlarms,
  ...silenceAlarms,
  ...reconciliationAlarms,
} as const satisfies Record<string, AlarmDefinition>;

/**
 * All alarms that tell somebody. An alarm's key is its construct id. In kebab case it is the last part of the alarm's
 * name, and the name of its page in `runbooks/`.
 */
export const alarms = { ...metricAlarms, ...burnAlarms } as const satisfies Record<
  string,
  AlarmText
>;

export type AlarmId = keyof typeof alarms;

/** Beyond so many sources or destinations one alarm looks at all of them together: CloudFormation has no room for more. */
export const mostWatchedAlone = 30;

/** The sources or destinations that have an alarm of their own; `[undefined]` where one alarm is for all. */
export function subjectsOf(
  { each }: AlarmText & Pick<AlarmDefinition, 'each'>,
  watched: Pick<Watched, 'sources' | 'destinations' | 'cadences' | 'deliveryLogs'>,
): readonly (string | undefined)[] {
  if (each === undefined) return [undefined];
  const names = each === 'cadences' ? Object.keys(watched.cadences) : watched[each];
  return names.length > mostWatchedAlone ? [undefined] : names;
}
