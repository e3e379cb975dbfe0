import { addValue, emptyStatistics, mergeStatistics, type Statistics } from './statistics.ts';

/** What identifies a metric. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One value, or several, of one metric. */
export interface MetricDatum extends MetricId {
  readonly values: readonly number[];
  /** How often each value occurred; 1 where absent. */
  readonly counts?: readonly number[];
  /** Instead of `values`: what the sender has summed up already. It carries no distribution. */
  readonly summary?: Readonly<Record<'count' | 'sum' | 'min' | 'max', number>>;
  readonly unit?: string;
  /** Milliseconds since 1970, of the CloudWatch clock. */
  readonly timestamp: number;
  /** 1 for high resolution; 60 where absent. */
  readonly resolutionSeconds?: 1 | 60;
}

interface Series extends MetricId {
  readonly resolutionMs: number;
  unit: string;
  /** By the start of the stretch of time, in the order of arrival. */
  readonly buckets: Map<number, Statistics>;
  /** Whole hours added up, by their start; only those that were read since something came in. */
  readonly hours: Map<number, Statistics | undefined>;
}

const hourMs = 3_600_000;

/** Reads a metric in `[startMs, endMs)`; undefined when there is nothing. */
export type ReadMetric = (startMs: number, endMs: number, unit?: string) => Statistics | undefined;

/** How far back the store remembers, if nobody needs more. Distributions, which are large, are dropped earlier. */
export const retention = { all: 25 * hourMs, distributions: 3 * hourMs } as const;

/** All metrics of the embedded stack, in bounded memory. */
export class MetricStore {
  readonly #series = new Map<string, Series>();
  /** How much further back somebody looks, in milliseconds. */
  readonly #needed = new Map<string, number>();
  readonly #maxSeries: number;
  #sweptAt = 0;
  /** Data refused because there were too many metrics already. */
  dropped = 0;

  constructor(maxSeries = 5_000) {
    this.#maxSeries = maxSeries;
  }

  put(datum: MetricDatum): void {
    const series = this.#seriesFor(datum);
    if (!series) {
      this.dropped += 1;
      return;
    }
    if (datum.unit) series.unit = datum.unit;
    const start = Math.floor(datum.timestamp / series.resolutionMs) * series.resolutionMs;
    let bucket = series.buckets.get(start);
    if (!bucket) {
      bucket = emptyStatistics();
      series.buckets.set(start, bucket);
      this.#sweep(datum.timestamp);
    }
    if (series.hours.size > 0) series.hours.delete(hourOf(start));
    const { values, counts } = datum;
    for (let index = 0; index < values.length; index++) {
      addValue(bucket, values[index] as number, counts?.[index] ?? 1);
    }
    if (datum.summary) mergeStatistics(bucket, datum.summary);
  }

  /** Everything of one metric in `[startMs, endMs)`; undefined when there is nothing. */
  read(id: MetricId, ...range: Parameters<ReadMetric>): Statistics | undefined {
    return this.reader(id)(...range);
  }

  /** For whoever reads the same metric again and again. */
  reader(id: MetricId): ReadMetric {
    const key = keyOf(id);
    return (startMs, endMs, unit) => {
      const series = this.#series.get(key);
      if (!series || (unit && series.unit !== unit)) return undefined;
      const first = Math.ceil(startMs / series.resolutionMs) * series.resolutionMs;
      return addUp(series, first, endMs);
    };
  }

  /** Remembers this metric, distribution included, for at least so long. */
  keep(id: MetricId, milliseconds: number): void {
    const key = keyOf(id);
    this.#needed.set(key, Math.max(milliseconds, this.#needed.get(key) ?? 0));
  }

  list(): readonly MetricId[] {
    return [...this.#series.values()].map(({ namespace, name, dimensions }) => ({
      namespace,
      name,
      dimensions,
    }));
  }

  unitOf(id: MetricId): string {
    return this.#series.get(keyOf(id))?.unit ?? 'None';
  }

  #seriesFor(datum: MetricDatum): Series | undefined {
    const key = keyOf(datum);
    const known = this.#series.get(key);
    if (known) return known;
    if (this.#series.size >= this.#maxSeries) return undefined;
    const added: Series = {
      namespace: datum.namespace,
      name: datum.name,
      dimensions: { ...datum.dimensions },
      resolutionMs: (datum.resolutionSeconds ?? 60) * 1000,
      unit: 'None',
      buckets: new Map(),
      hours: new Map(),
    };
    this.#series.set(key, added);
    return added;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < hourMs) return;
    this.#sweptAt = now;
    for (const [key, series] of this.#series) {
      const needed = this.#needed.get(key) ?? 0;
      forget(series, now - Math.max(retention.all, needed), (start) =>
        series.buckets.delete(start),
      );
      forget(series, now - Math.max(retention.distributions, needed), (_, bucket) => {
        delete bucket.values;
      });
    }
  }
}

function forget(
  { buckets, hours }: Series,
  before: number,
  drop: (start: number, bucket: Statistics) => void,
): void {
  for (const [start, bucket] of buckets) {
    if (start >= before) continue;
    drop(start, bucket);
    hours.delete(hourOf(start));
  }
}

const hourOf = (time: number) => Math.floor(time / hourMs) * hourMs;

function addUp(series: Series, startMs: number, endMs: number): Statistics | undefined {
  if (startMs >= endMs) return undefined;
  // What is there already is given as it is: nobody changes it.
  if (endMs - startMs <= series.resolutionMs) return unlessEmpty(series.buckets.get(startMs));
  const total = emptyStatistics();
  for (let start = startMs; start < endMs; ) {
    const isWholeHour = start % hourMs === 0 && endMs - start > hourMs;
    const found = isWholeHour ? wholeHour(series, start) : series.buckets.get(start);
    if (found) mergeStatistics(total, found);
    start += isWholeHour ? hourMs : series.resolutionMs;
  }
  return unlessEmpty(total);
}

function unlessEmpty(statistics: Statistics | undefined): Statistics | undefined {
  return statistics?.count ? statistics : undefined;
}

function wholeHour(series: Series, start: number): Statistics | undefined {
  if (!series.hours.has(start)) series.hours.set(start, addUp(series, start, start + hourMs));
  return series.hours.get(start);
}

/** Asked for some sixty times for each webhook. The lengths keep apart what holds any character. */
function keyOf({ namespace, name, dimensions }: MetricId): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  let key = sized(namespace) + sized(name);
  for (const each of names) key += sized(each) + sized(dimensions[each] ?? '');
  return key;
}

function sized(text: string): string {
  return `${text.length}:${text}`;
}
