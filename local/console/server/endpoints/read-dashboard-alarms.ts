import {
  type AlarmState,
  alarmNameOf,
  readAlarmStates,
} from '../../../../client/dashboards/read-alarm-states.ts';
import { knownDashboard } from '../dashboards/known-dashboard.ts';
import type { Endpoint } from '../endpoint.ts';

export interface DashboardAlarms {
  readonly alarms: readonly AlarmState[];
}

/** The states of the alarms that a dashboard shows. */
export const readDashboardAlarms: Endpoint = {
  method: 'GET',
  path: '/api/dashboards/{name}/alarms',
  async answer({ params: { name = '' } }, context): Promise<DashboardAlarms> {
    const { widgets } = await knownDashboard(context, name);
    const arns = widgets.flatMap((widget) => (widget.kind === 'alarm' ? widget.alarms : []));
    const names = [...new Set(arns.map(alarmNameOf))];
    return { alarms: await readAlarmStates(context.clients.cloudWatch, names) };
  },
};
