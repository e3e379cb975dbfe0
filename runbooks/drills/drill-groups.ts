import { conservationDrills } from './conservation.ts';
import { deadLetterDrills } from './dead-letters.ts';
import { destinationDrills } from './destinations.ts';
import type { Drill } from './drill.ts';
import { edgeDrills } from './edge.ts';
import { functionDrills } from './functions.ts';
import { intakeQueueDrills } from './intake-queue.ts';
import { reconciliationDrills } from './reconciliation.ts';
import { serviceLevelDrills } from './service-levels.ts';
import { silenceDrills } from './silence.ts';

/** All drills, in the groups of `dashboards/alarms/`. */
export const drillGroups: Readonly<Record<string, readonly Drill[]>> = {
  'dead-letters': deadLetterDrills,
  'intake-queue': intakeQueueDrills,
  destinations: destinationDrills,
  edge: edgeDrills,
  functions: functionDrills,
  conservation: conservationDrills,
  'service-levels': serviceLevelDrills,
  reconciliation: reconciliationDrills,
  silence: silenceDrills,
};

export const allDrills: readonly Drill[] = Object.values(drillGroups).flat();
