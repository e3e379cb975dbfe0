import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { siblings } from '../../dashboards/alarms/siblings.ts';

const siblingsOf = new Map(
  Object.entries(siblings).map(([id, others]) => [alarmSlug(id), new Set(others.map(alarmSlug))]),
);

/** Whether the catalogue says of one of two pages' alarms that the other fires for the same cause. */
export function areSiblings(one: string, other: string): boolean {
  return Boolean(siblingsOf.get(one)?.has(other) || siblingsOf.get(other)?.has(one));
}
