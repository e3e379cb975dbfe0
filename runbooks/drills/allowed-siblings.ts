import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { siblings as declaredSiblings, degradedId } from '../../dashboards/alarms/siblings.ts';
import type { Drill } from './drill.ts';

/** What may fire beside a drill's alarm, by the names of their pages. The alarm over all pages fires with any of them. */
export function allowedSiblings({ alarm, siblings = [] }: Drill): ReadonlySet<string> {
  const entries = Object.entries(declaredSiblings);
  const [, own = []] = entries.find(([id]) => alarmSlug(id) === alarm) ?? [];
  const declared = [degradedId, ...own].map(alarmSlug);
  return new Set([alarm, ...declared, ...siblings]);
}
