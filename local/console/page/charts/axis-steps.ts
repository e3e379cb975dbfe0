const seconds = [1, 2, 5, 10, 15, 30] as const;
const minutes = [1, 2, 5, 10, 15, 30] as const;
const hours = [1, 2, 3, 6, 12] as const;
const days = [1, 2, 5, 7, 10, 14, 30, 100, 300] as const;
/** In milliseconds. */
const durations = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...seconds.map((count) => count * 1000),
  ...minutes.map((count) => count * 60_000),
  ...hours.map((count) => count * 3_600_000),
  ...days.map((count) => count * 86_400_000),
];

/** Steps between an axis's marks that are round in its unit; `undefined` where tens are. */
export function axisSteps(unit = ''): number[] | undefined {
  if (/^(ms|milliseconds)\b/i.test(unit)) return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, ...durations];
  return /^(s|seconds)$/i.test(unit) ? durations.map((step) => step / 1000) : undefined;
}
