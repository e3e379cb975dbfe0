import type { Series, WidgetData } from '../../../../client/dashboards/read-widget-data.ts';
import type { MetricWidget } from '../../../../client/dashboards/widget.ts';
import type { Columns, GraphSeries } from './graph-props.ts';

/** The series of a widget over the times of all of them. Where one has no period that begins at a time, it has no value. */
export function toColumns(
  { rows }: Pick<MetricWidget, 'rows'>,
  { series }: Pick<WidgetData, 'series'>,
): Columns {
  const inOrder = series.toSorted((one, other) => one.row - other.row);
  const times = timesOf(inOrder);
  return {
    times,
    series: inOrder.map((one): GraphSeries => {
      const { axis, colour } = rows[one.row] ?? {};
      return { label: one.label, axis, colour, values: valuesAt(times, one) };
    }),
  };
}

function timesOf(series: readonly Series[]): readonly number[] {
  const grids = new Map(
    series.map(({ start, period, values }) => [
      `${start} ${period} ${values.length}`,
      { start, period, values },
    ]),
  );
  const times = new Set<number>();
  for (const { start, period, values } of grids.values()) {
    for (const at of values.keys()) times.add(start + at * period);
  }
  return [...times].toSorted((a, b) => a - b);
}

function valuesAt(
  times: readonly number[],
  { start, period, values }: Series,
): GraphSeries['values'] {
  return times.map((time) => {
    const at = (time - start) / period;
    return Number.isInteger(at) && at >= 0 && at < values.length ? (values[at] ?? null) : undefined;
  });
}
