/** The part that is kept of the values of one stretch of time. */
export interface Statistics {
  count: number;
  sum: number;
  min: number;
  max: number;
  /** How often each value occurred, to three significant digits. Absent when it was dropped, or never known. */
  values?: Map<number, number>;
}

export function emptyStatistics(): Statistics {
  return { count: 0, sum: 0, min: Infinity, max: -Infinity, values: new Map() };
}

export function addValue(statistics: Statistics, value: number, count = 1): void {
  if (count <= 0) return;
  statistics.count += count;
  statistics.sum += value * count;
  statistics.min = Math.min(statistics.min, value);
  statistics.max = Math.max(statistics.max, value);
  const rounded = roundedTo3Digits(value);
  statistics.values?.set(rounded, (statistics.values.get(rounded) ?? 0) + count);
}

/** Most values are counts, which need no rounding. */
function roundedTo3Digits(value: number): number {
  return Number.isInteger(value) && Math.abs(value) < 1000 ? value : Number(value.toPrecision(3));
}

/** Adds `other` to `statistics`. The distribution survives only where both have one. */
export function mergeStatistics(statistics: Statistics, other: Statistics): void {
  statistics.count += other.count;
  statistics.sum += other.sum;
  statistics.min = Math.min(statistics.min, other.min);
  statistics.max = Math.max(statistics.max, other.max);
  if (!statistics.values || !other.values) {
    delete statistics.values;
    return;
  }
  for (const [value, count] of other.values) {
    statistics.values.set(value, (statistics.values.get(value) ?? 0) + count);
  }
}

type ReadStatistic = (statistics: Statistics) => number | undefined;

const plain: Readonly<Record<string, ReadStatistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

const percentilePattern = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;
const percentileRankPattern = /^PR\((-?[\d.]*):(-?[\d.]*)\)$/;

export class UnsupportedStatisticError extends Error {
  override readonly name = 'UnsupportedStatisticError';
}

/**
 * How to read a statistic: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, `pNN`, `PR(low:high)`.
 * It yields undefined where the distribution is not known.
 *
 * @throws UnsupportedStatisticError naming any other statistic.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function readerOf(name: string): ReadStatistic {
  const known = Object.hasOwn(plain, name) ? plain[name] : undefined;
  if (known) return known;
  const percentile = percentilePattern.exec(name);
  if (percentile) {
    return remembered(name, (statistics) => percentileOf(statistics, Number(percentile[1])));
  }
  const rank = percentileRankPattern.exec(name);
  if (rank) {
    const low = rank[1] ? Number(rank[1]) : -Infinity;
    const high = rank[2] ? Number(rank[2]) : Infinity;
    return remembered(name, (statistics) => percentileRankOf(statistics, low, high));
  }
  throw new UnsupportedStatisticError(`The statistic ${name} is not supported here`);
}

interface Remembered {
  readonly count: number;
  readonly results: Map<string, number | undefined>;
}

const results = new WeakMap<Map<number, number>, Remembered>();

/** A dashboard reads the same minutes again and again, and a distribution is dear to read. */
function remembered(name: string, read: ReadStatistic): ReadStatistic {
  return (statistics) => {
    const { values, count } = statistics;
    if (values === undefined) return undefined;
    let known = results.get(values);
    if (known?.count !== count) {
      known = { count, results: new Map() };
      results.set(values, known);
    }
    if (!known.results.has(name)) known.results.set(name, read(statistics));
    return known.results.get(name);
  };
}

function percentileOf({ values, count, min, max }: Statistics, percentile: number) {
  if (!values) return undefined;
  const rank = Math.max(1, Math.ceil((percentile / 100) * count));
  let seen = 0;
  for (const value of Float64Array.from(values.keys()).sort()) {
    seen += values.get(value) ?? 0;
    // Rounding to three digits must not carry a percentile past a value that is known exactly.
    if (seen >= rank) return Math.min(max, Math.max(min, value));
  }
  return max;
}

/** The share in percent of the values in `(low, high]`. */
function percentileRankOf({ values, count }: Statistics, low: number, high: number) {
  if (!values) return undefined;
  let inside = 0;
  for (const [value, times] of values) if (value > low && value <= high) inside += times;
  return (100 * inside) / count;
}
