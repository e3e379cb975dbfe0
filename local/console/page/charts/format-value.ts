/** What a graph calls a unit → how its values are written. */
const units: readonly (readonly [RegExp, (value: number) => string])[] = [
  [/^(ms|milliseconds)\b/i, (value) => duration(value)],
  [/^(s|seconds)$/i, (value) => (value === 0 ? '0 s' : duration(value * 1000))],
  [/^(%|percent)/i, (value) => `${plain(value, 4)} %`],
  [/^bytes\b/i, (value) => scaled(value, ['B', 'kB', 'MB', 'GB', 'TB'])],
];

/** A value as it is read beside a graph: three or four digits, with its unit where that has a sign of its own. */
export function formatValue(value: number | null | undefined, unit = ''): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const known = units.find(([name]) => name.test(unit));
  return known ? known[1](value) : scaled(value, ['', 'k', 'M', 'G', 'T']);
}

const steps = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

function duration(milliseconds: number): string {
  const step = steps.find(([length]) => Math.abs(milliseconds) >= length);
  return step ? `${plain(milliseconds / step[0], 3)} ${step[1]}` : `${plain(milliseconds, 3)} ms`;
}

function scaled(value: number, names: readonly string[]): string {
  const size = Math.abs(value);
  const isShort = names[0] === '' && size < 10_000;
  const thousands = size < 1000 || isShort ? 0 : Math.floor(Math.log10(size) / 3);
  const step = Math.min(names.length - 1, thousands);
  const name = names[step] ?? '';
  const text = plain(value / 1000 ** step, isShort && size >= 1000 ? 4 : 3);
  return name.length > 1 || name === 'B' ? `${text} ${name}` : `${text}${name}`;
}

function plain(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}
