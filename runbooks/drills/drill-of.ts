import type { Drill } from './drill.ts';
import { allDrills } from './drill-groups.ts';

/** Alarms that are not drilled, and why. */
const undrilled: Readonly<Record<string, string>> = {
  'in-flight-high':
    'it takes 96,000 webhooks that fail at once. `npx vitest run dashboards` fires and clears it on series instead: [how long each takes](../docs/alarms.md).',
};

/** How an alarm is drilled, or why it is not. @throws Error where neither is said */
export function drillOf(alarm: string): Drill | string {
  const found = allDrills.find((drill) => drill.alarm === alarm) ?? undrilled[alarm];
  if (found === undefined) throw new Error(`No drill makes ${alarm} fire, and nothing says why`);
  return found;
}
