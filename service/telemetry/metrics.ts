import { type MetricName, metrics as table } from './metric-names.ts';

export type Dimensions = Readonly<
  Partial<
    Record<'source' | 'reason' | 'explanation' | 'slot' | 'destination' | 'route' | 'kind', string>
  >
>;

export interface Meter {
  /** Adds to a count. */
  count(name: MetricName, dimensions: Dimensions, by?: number): void;
  /** Records one measurement, in the unit of `metric-names.ts`. */
  record(name: MetricName, value: number, dimensions: Dimensions): void;
}

export interface Measured {
  readonly name: MetricName | 'ColdStart';
  readonly unit: 'Count' | 'Milliseconds' | 'Percent';
  readonly value: number;
}

/** Metrics with the same sets of dimensions, and the same values of those. */
export interface MetricGroup {
  readonly sets: readonly Readonly<Record<string, string>>[];
  readonly measured: readonly Measured[];
}

/** Keeps metrics until they are taken to be published. */
export interface Collector extends Meter {
  add(group: MetricGroup): void;
  take(): readonly MetricGroup[];
}

interface Growing {
  readonly sets: MetricGroup['sets'];
  readonly counts: Map<MetricName, number>;
  readonly records: Measured[];
}

export function createCollector(): Collector {
  const groups = new Map<string, Growing>();
  const groupOf = (sets: MetricGroup['sets']): Growing => {
    const key = JSON.stringify(sets);
    const known = groups.get(key);
    if (known) return known;
    const added: Growing = { sets, counts: new Map(), records: [] };
    groups.set(key, added);
    return added;
  };
  const put = (sets: MetricGroup['sets'], { name, unit, value }: Measured) => {
    const { counts, records } = groupOf(sets);
    if (unit !== 'Count' || name === 'ColdStart') records.push({ name, unit, value });
    else counts.set(name, (counts.get(name) ?? 0) + value);
  };
  return {
    count: (name, dimensions, by = 1) =>
      put(setsOf(name, dimensions), { name, unit: 'Count', value: by }),
    record(name, value, dimensions) {
      // Of a time that nobody can read there is no age.
      if (!Number.isFinite(value)) return;
      groupOf(setsOf(name, dimensions)).records.push({ name, unit: table[name].unit, value });
    },
    add({ sets, measured }) {
      for (const one of measured) put(sets, one);
    },
    take() {
      const taken = [...groups.values()].map(({ sets, counts, records }) => ({
        sets,
        measured: [...[...counts].map(toMeasured), ...records],
      }));
      groups.clear();
      return taken;
    },
  };
}

function toMeasured([name, value]: [MetricName, number]): Measured {
  return { name, unit: 'Count', value };
}

/** The set with only the service, and those of the table. */
function setsOf(name: MetricName, dimensions: Dimensions): MetricGroup['sets'] {
  const names: readonly (readonly string[])[] = table[name].dimensions;
  return [{}, ...names.map((set) => pick(dimensions, set))];
}

function pick(dimensions: Dimensions, names: readonly string[]): Readonly<Record<string, string>> {
  const values: Readonly<Record<string, string | undefined>> = dimensions;
  return Object.fromEntries(names.map((name) => [name, values[name] ?? 'unknown']));
}
