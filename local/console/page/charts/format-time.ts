import { dayText, minuteText, secondText } from '../parts/time-text.ts';

const daySeconds = 86_400;

/** `07:44`, with seconds where steps are shorter than a minute. */
export function formatTime(seconds: number, stepSeconds = 60): string {
  return stepSeconds < 60 ? secondText(seconds * 1000) : minuteText(seconds * 1000);
}

/** As a mark of a time axis: at midnight and in steps of days it is the day, `11-26`. */
export function formatTimeMark(seconds: number, stepSeconds: number): string {
  const isDay = stepSeconds >= daySeconds || secondText(seconds * 1000) === '00:00:00';
  return isDay ? dayText(seconds * 1000) : formatTime(seconds, stepSeconds);
}
