import type { CurrentAlarm } from '../alarms/current-alarm.ts';

/** How an alarm is, in a sentence. @param name without the stage, for one that the stage has not */
export function alarmNews(alarm: CurrentAlarm | undefined, name: string): string {
  if (alarm === undefined) return `The stage has no alarm ${name}.`;
  const { state, since, reason } = alarm;
  const when = since === undefined ? '' : ` since ${since}`;
  return state === 'ALARM'
    ? `${alarm.name} is on${when}: ${reason}`
    : `${alarm.name} is ${state}${when}.`;
}
