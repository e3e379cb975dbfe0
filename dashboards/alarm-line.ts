import { alarmSlug } from './alarms/alarm-slug.ts';
import { metricAlarms } from './alarms/catalogue.ts';
import type { Watched } from './watched.ts';
import type { Line } from './widgets.ts';

/**
 * An alarm's threshold as a line on a graph.
 *
 * @param scale from the unit of the alarm's metric to that of the graph
 */
export function alarmLine(id: keyof typeof metricAlarms, watched: Watched, scale = 1): Line {
  return { at: scale * metricAlarms[id].threshold(watched), label: `alarm ${alarmSlug(id)}` };
}
