import { type Dashboard, readDashboard } from '../../../../client/dashboards/read-dashboard.ts';
import type { ConsoleContext } from '../endpoint.ts';

interface Known {
  readonly until: number;
  readonly dashboard: Promise<Dashboard>;
}

/** Only a deployment changes it. */
const keptMs = 60_000;
const known = new WeakMap<ConsoleContext, Map<string, Known>>();

/** A dashboard of the stage, asked for once a minute at most: each refresh of a page needs it. */
export function knownDashboard(context: ConsoleContext, name: string): Promise<Dashboard> {
  const names = known.get(context) ?? new Map<string, Known>();
  known.set(context, names);
  const found = names.get(name);
  if (found !== undefined && Date.now() < found.until) return found.dashboard;
  const dashboard = readDashboard(context.clients.cloudWatch, context.stage.name, name);
  names.set(name, { until: Date.now() + keptMs, dashboard });
  dashboard.catch(() => names.delete(name));
  return dashboard;
}
