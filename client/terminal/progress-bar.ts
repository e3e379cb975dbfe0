const width = 24;

/** `██████░░░░  120/500  48/s` */
export function progressBar(
  done: number,
  total: number,
  { startedAt, now }: { readonly startedAt: number; readonly now: number },
): string {
  const whole = Math.max(total, done, 1);
  const filled = Math.round((done / whole) * width);
  const seconds = Math.max((now - startedAt) / 1000, 1);
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
  return `${bar}  ${done}/${whole}  ${Math.round(done / seconds)}/s`;
}
