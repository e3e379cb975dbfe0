import type { Alarm, Verdict } from './alarm.ts';

export interface HistoryItem {
  readonly alarmName: string;
  readonly alarmType: Alarm['type'];
  readonly timestamp: number;
  readonly type: 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** The alarms' past changes, the latest first, up to a number of items. */
export class AlarmHistory {
  readonly #items: HistoryItem[] = [];
  readonly #maxItems: number;

  constructor(maxItems = 1_000) {
    this.#maxItems = maxItems;
  }

  add(alarm: Alarm, timestamp: number, type: HistoryItem['type'], summary: string, data: object) {
    const identity = { alarmName: alarm.name, alarmType: alarm.type };
    this.#items.unshift({ ...identity, timestamp, type, summary, data: JSON.stringify(data) });
    this.#items.length = Math.min(this.#items.length, this.#maxItems);
  }

  list(): readonly HistoryItem[] {
    return this.#items;
  }
}

/** What the history says of a change: https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/describe-alarm-history.html */
export function changeOf(before: Verdict, after: Verdict): object {
  return { version: '1.0', oldState: recorded(before), newState: recorded(after) };
}

function recorded({ state, reason, reasonData }: Verdict) {
  return {
    ...{ stateValue: state, stateReason: reason },
    ...(reasonData === undefined ? {} : { stateReasonData: JSON.parse(reasonData) }),
  };
}
