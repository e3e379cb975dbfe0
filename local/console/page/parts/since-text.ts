const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** `40 s`, `3 min`, `2 h 5 min` */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? ['s', 1];
  const whole = `${Math.floor(seconds / length)} ${unit}`;
  const minutes = Math.floor((seconds % 3_600) / 60);
  return unit === 'h' && minutes > 0 ? `${whole} ${minutes} min` : whole;
}

/** `2026-11-26 12:04:31 UTC` @param at milliseconds since 1970, or ISO 8601 */
export function dateText(at: number | string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
