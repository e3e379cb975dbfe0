import type { Action } from './action.ts';
import {
  deleteAlarmMuteRule,
  getAlarmMuteRule,
  listAlarmMuteRules,
  putAlarmMuteRule,
} from './actions/alarm-mute-rules.ts';
import { describeAlarmHistory } from './actions/describe-alarm-history.ts';
import { describeAlarms } from './actions/describe-alarms.ts';
import { getDashboard } from './actions/get-dashboard.ts';
import { getMetricData } from './actions/get-metric-data.ts';
import { getMetricStatistics } from './actions/get-metric-statistics.ts';
import { listDashboards } from './actions/list-dashboards.ts';
import { listMetrics } from './actions/list-metrics.ts';
import { putMetricData } from './actions/put-metric-data.ts';
import { setAlarmState } from './actions/set-alarm-state.ts';
import { disableAlarmActions, enableAlarmActions } from './actions/switch-alarm-actions.ts';

/** Every action that this endpoint knows. */
export const actions: Readonly<Record<string, Action>> = {
  DeleteAlarmMuteRule: deleteAlarmMuteRule,
  DescribeAlarmHistory: describeAlarmHistory,
  DescribeAlarms: describeAlarms,
  DisableAlarmActions: disableAlarmActions,
  EnableAlarmActions: enableAlarmActions,
  GetAlarmMuteRule: getAlarmMuteRule,
  GetDashboard: getDashboard,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListAlarmMuteRules: listAlarmMuteRules,
  ListDashboards: listDashboards,
  ListMetrics: listMetrics,
  PutAlarmMuteRule: putAlarmMuteRule,
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
};
