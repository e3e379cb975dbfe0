const daySeconds = 86_400;

/** UTC, as everywhere in the console: `07:44`, with seconds where steps are shorter than a minute. */
export function formatTime(seconds: number, stepSeconds = 60): string {
  const text = new Date(seconds * 1000).toISOString();
  return stepSeconds < 60 ? text.slice(11, 19) : text.slice(11, 16);
}

/** As a mark of a time axis: at midnight and in steps of days it is the day, `11-26`. */
export function formatTimeMark(seconds: number, stepSeconds: number): string {
  return stepSeconds >= daySeconds || seconds % daySeconds === 0
    ? new Date(seconds * 1000).toISOString().slice(5, 10)
    : formatTime(seconds, stepSeconds);
}

/** Day and time, as in a table. */
export function formatMoment(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
