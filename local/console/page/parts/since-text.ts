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
