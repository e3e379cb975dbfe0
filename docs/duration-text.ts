/** In the largest unit that leaves two or more of it. */
export function durationText(seconds: number): string {
  const units = [
    [86_400, 'days'],
    [3_600, 'h'],
    [60, 'min'],
  ] as const;
  const [size, name] = units.find(([each]) => seconds >= 2 * each) ?? [1, 's'];
  return `${Math.round((seconds / size) * 10) / 10} ${name}`;
}
