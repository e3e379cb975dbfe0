import {
  readStateChanges,
  type StateChange,
} from '../../../../client/alarms/read-state-changes.ts';
import { type StateSpan, spansOf } from '../../../../client/alarms/state-spans.ts';
import type { Range } from '../../../../client/dashboards/period-of-range.ts';
import { readAsked as readAskedAlarm } from '../alarms/asked-alarm.ts';
import { readAsked as readAskedRange } from '../dashboards/asked-range.ts';
import type { Endpoint } from '../endpoint.ts';

export interface AlarmPast {
  readonly range: Range;
  readonly spans: readonly StateSpan[];
  /** The newest first. */
  readonly changes: readonly StateChange[];
}

/** What an alarm went through. Query: `range` or `from` and `to`. */
export const readAlarmHistory: Endpoint = {
  method: 'GET',
  path: '/api/alarms/{name}/history',
  async answer({ params: { name = '' }, query }, context): Promise<AlarmPast> {
    const range = readAskedRange(query, context.now());
    const { alarm } = await readAskedAlarm(context, name);
    const { AlarmName = '', StateValue: state = 'INSUFFICIENT_DATA' } = alarm;
    const changes = await readStateChanges(context.clients.cloudWatch, AlarmName, range.from);
    return {
      range,
      spans: spansOf(changes, state, range),
      changes: changes.filter(({ at }) => at < range.to).toReversed(),
    };
  },
};
