import type { AlarmText } from '../../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { alarms } from '../../dashboards/alarms/catalogue.ts';

const texts: Readonly<Record<string, AlarmText>> = alarms;
const siblingsOf = new Map(
  Object.entries(texts).map(([id, { siblings }]) => [
    alarmSlug(id),
    new Set(siblings.map(alarmSlug)),
  ]),
);

/** Whether the catalogue says of one of two pages' alarms that the other fires for the same cause. */
export function areSiblings(one: string, other: string): boolean {
  return Boolean(siblingsOf.get(one)?.has(other) || siblingsOf.get(other)?.has(one));
}
