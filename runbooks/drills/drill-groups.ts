import { deadLetterDrills } from './dead-letters.ts';
import type { Drill } from './drill.ts';

/** All drills, in the groups of `dashboards/alarms/`. */
export const drillGroups: Readonly<Record<string, readonly Drill[]>> = {
  'dead-letters': deadLetterDrills,
};

export const allDrills: readonly Drill[] = Object.values(drillGroups).flat();
