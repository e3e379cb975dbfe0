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
}

const hourMs = 3_600_000;

/** How far back the store remembers. Distributions, which are large, are dropped earlier. */
export const retention = { all: 25 * hourMs, distributions: 3 * hourMs } as const;

/** All metrics of the embedded stack, in bounded memory. */
export class MetricStore {
  readonly #series = new Map<string, Series>();
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
    for (const [index, value] of datum.values.entries()) {
      addValue(bucket, value, datum.counts?.[index] ?? 1);
    }
    if (datum.summary) mergeStatistics(bucket, datum.summary);
  }

  /** Everything of one metric in `[startMs, endMs)`; undefined when there is nothing. */
  read(id: MetricId, startMs: number, endMs: number, unit?: string): Statistics | undefined {
    const series = this.#series.get(keyOf(id));
    if (!series || (unit && series.unit !== unit)) return undefined;
    const total = emptyStatistics();
    const { resolutionMs } = series;
    const first = Math.ceil(startMs / resolutionMs) * resolutionMs;
    for (let start = first; start < endMs; start += resolutionMs) {
      const bucket = series.buckets.get(start);
      if (bucket) mergeStatistics(total, bucket);
    }
    return total.count === 0 ? undefined : total;
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
    };
    this.#series.set(key, added);
    return added;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < hourMs / 6) return;
    this.#sweptAt = now;
    for (const { buckets } of this.#series.values()) {
      for (const [start, bucket] of buckets) {
        if (start < now - retention.all) buckets.delete(start);
        else if (start < now - retention.distributions) delete bucket.values;
      }
    }
  }
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  const pairs = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, pairs]);
}
