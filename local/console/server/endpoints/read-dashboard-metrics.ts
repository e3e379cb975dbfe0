import { lengthOf } from '../../../../client/dashboards/read-range.ts';
import { readWidgetData, type WidgetData } from '../../../../client/dashboards/read-widget-data.ts';
import { readAsked } from '../dashboards/asked-range.ts';
import { knownDashboard } from '../dashboards/known-dashboard.ts';
import type { Endpoint } from '../endpoint.ts';

export interface DashboardMetrics {
  /** By the widgets' indices. */
  readonly widgets: Readonly<Record<number, WidgetData>>;
  /** Milliseconds since 1970, in the stage's time. */
  readonly now: number;
}

/** Longer ones change slowly, and are asked for by themselves. */
const longMs = 86_400_000;

/** Query: `range` or `from` and `to`; `of=own` for the widgets that have a long time of their own, else those that have none. */
export const readDashboardMetrics: Endpoint = {
  method: 'GET',
  path: '/api/dashboards/{name}/metrics',
  async answer({ params: { name = '' }, query, signal }, context): Promise<DashboardMetrics> {
    const now = context.now();
    const isOwn = query.get('of') === 'own';
    const widgets = await readWidgetData(context.clients.cloudWatch, {
      dashboard: await knownDashboard(context, name),
      range: readAsked(query, now),
      isWanted: ({ start }) => (lengthOf(start ?? '') ?? 0) >= longMs === isOwn,
      ...{ now, signal },
    });
    return { widgets, now };
  },
};
