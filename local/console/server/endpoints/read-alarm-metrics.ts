import { type AlarmCondition, conditionOf } from '../../../../client/alarms/alarm-condition.ts';
import { rowsOf } from '../../../../client/alarms/alarm-rows.ts';
import { readAlarmText } from '../../../../client/alarms/alarm-text.ts';
import { alarmPrefix, type DeployedAlarm } from '../../../../client/alarms/deployed-alarms.ts';
import type { Range } from '../../../../client/dashboards/period-of-range.ts';
import {
  type DrawnWidget,
  readWidgetData,
  type WidgetData,
} from '../../../../client/dashboards/read-widget-data.ts';
import type { MetricRow } from '../../../../client/dashboards/widget.ts';
import { readAsked as readAskedAlarm } from '../alarms/asked-alarm.ts';
import { readAsked as readAskedRange } from '../dashboards/asked-range.ts';
import type { Endpoint } from '../endpoint.ts';

export interface AlarmMetrics {
  readonly range: Range;
  /** One, or of an alarm of alarms one for each that is only a part of it. */
  readonly graphs: readonly AlarmGraph[];
}

export interface AlarmGraph {
  /** Of the alarm, without the stage. */
  readonly name: string;
  readonly rows: readonly MetricRow[];
  readonly data: WidgetData;
  readonly condition?: AlarmCondition;
}

/** What an alarm measures. Query: `range` or `from` and `to`. */
export const readAlarmMetrics: Endpoint = {
  method: 'GET',
  path: '/api/alarms/{name}/metrics',
  async answer({ params: { name = '' }, query, signal }, context): Promise<AlarmMetrics> {
    const { clients, stage } = context;
    const now = context.now();
    const range = readAskedRange(query, now);
    const { alarm, children } = await readAskedAlarm(context, name);
    const parts = children.filter((child) => readAlarmText(child.AlarmDescription).isPart);
    const drawn = (alarm.isComposite ? parts : [alarm]).filter((one) => rowsOf(one).length > 0);
    const data = await readWidgetData(clients.cloudWatch, {
      dashboard: { widgets: drawn.map(widgetOf), periodOverride: 'inherit' },
      ...{ range, now, signal },
    });
    const graphs = drawn.map((one, index): AlarmGraph => {
      const condition = conditionOf(one);
      return {
        name: (one.AlarmName ?? '').slice(alarmPrefix(stage.name).length),
        rows: rowsOf(one),
        data: data[index] ?? { range, series: [] },
        ...(condition && { condition }),
      };
    });
    return { range, graphs };
  },
};

function widgetOf(alarm: DeployedAlarm, index: number): DrawnWidget {
  return {
    ...{ index, x: 0, y: 0, width: 24, height: 6, kind: 'metric', view: 'timeSeries' },
    ...{ rows: rowsOf(alarm), lines: [], marks: [], left: {}, right: {}, legend: 'bottom' },
    ...{ stacked: false, sparkline: false, setPeriodToTimeRange: false },
    ...{ liveData: true, singleValueFullPrecision: false },
  };
}
