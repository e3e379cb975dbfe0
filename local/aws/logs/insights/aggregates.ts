import type { Expression } from './read-expression.ts';
import { compare, numberOf, type Row, textOf, type Value } from './row.ts';

/** Makes one value of the rows of a group. */
export type Aggregate = (rows: readonly Row[]) => Value | undefined;

type MakeAggregate = (of: Expression, second: Expression | undefined) => Aggregate;

function ofNumbers(combine: (numbers: readonly number[]) => number): MakeAggregate {
  return (of) => (rows) => {
    const numbers = rows.flatMap((row) => numberOf(of(row)) ?? []);
    return numbers.length === 0 ? undefined : combine(numbers);
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function ofValues(choose: (values: readonly Value[]) => Value | undefined): MakeAggregate {
  return (of) => (rows) => choose(rows.flatMap((row) => of(row) ?? []));
}

/** The value of the first or last event that has one. */
function byTime(sign: 1 | -1): MakeAggregate {
  return (of) => (rows) => {
    const time = (row: Row) => numberOf(row('@timestamp')) ?? 0;
    const [first] = rows
      .filter((row) => of(row) !== undefined)
      .toSorted((a, b) => sign * (time(a) - time(b)));
    return first && of(first);
  };
}

/** What `stats` may call, by its name in lower case. */
export const aggregates: Readonly<Record<string, MakeAggregate>> = {
  count: ofValues((values) => values.length),
  count_distinct: ofValues((values) => new Set(values.map(textOf)).size),
  sum: ofNumbers(sum),
  avg: ofNumbers((numbers) => sum(numbers) / numbers.length),
  min: ofValues((values) => values.toSorted(compare)[0]),
  max: ofValues((values) => values.toSorted(compare).at(-1)),
  earliest: byTime(1),
  latest: byTime(-1),
  pct: (of, percent) => (rows) => {
    const numbers = rows.flatMap((row) => numberOf(of(row)) ?? []).toSorted((a, b) => a - b);
    const share = Number(rows[0] && percent?.(rows[0])) / 100;
    return numbers[Math.max(0, Math.ceil(share * numbers.length) - 1)];
  },
};
