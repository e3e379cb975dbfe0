import { timeZone, zoneName } from '../state/time-zone.ts';
import { wallClock } from './wall-clock.ts';

/** Milliseconds since 1970, or ISO 8601. */
type Moment = number | string;

/** `12:04:31.250` */
export function timeText(at: Moment): string {
  return shown(at).slice(11);
}

/** `12:04:31` */
export function secondText(at: Moment): string {
  return shown(at).slice(11, 19);
}

/** `12:04` */
export function minuteText(at: Moment): string {
  return shown(at).slice(11, 16);
}

/** `11-26` */
export function dayText(at: Moment): string {
  return shown(at).slice(5, 10);
}

/** `11-26 12:04:31`, for what may be days old. */
export function momentText(at: Moment): string {
  return spaced(at).slice(5, 19);
}

/** `2026-11-26 12:04:31` */
export function dateText(at: Moment): string {
  return spaced(at).slice(0, 19);
}

/** `2026-11-26 12:04:31.250` */
export function exactText(at: Moment): string {
  return spaced(at);
}

/** With the zone it is in, where no head of a column says so: `12:04:31 UTC` */
export function zoned(text: string): string {
  return `${text} ${zoneName.value}`;
}

/** As a field of a date and a time takes it. */
export function fieldText(at: Moment): string {
  return shown(at).slice(0, 19);
}

function spaced(at: Moment): string {
  return shown(at).replace('T', ' ');
}

/** Who calls it in a component is shown anew when the zone changes. */
function shown(at: Moment): string {
  return wallClock(at, timeZone.value);
}
