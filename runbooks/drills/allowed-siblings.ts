import type { AlarmText } from '../../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { alarms, degradedId } from '../../dashboards/alarms/catalogue.ts';
import type { Drill } from './drill.ts';

const catalogue: Readonly<Record<string, AlarmText>> = alarms;

/** What may fire beside a drill's alarm, by the names of their pages. The alarm over all pages fires with any of them. */
export function allowedSiblings({ alarm, siblings = [] }: Drill): ReadonlySet<string> {
  const [, text] = Object.entries(catalogue).find(([id]) => alarmSlug(id) === alarm) ?? [];
  const declared = [degradedId, ...(text?.siblings ?? [])].map(alarmSlug);
  return new Set([alarm, ...declared, ...siblings]);
}
