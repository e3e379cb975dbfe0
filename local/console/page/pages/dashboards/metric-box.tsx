import { useMemo } from 'preact/hooks';
import type { WidgetData } from '../../../../../client/dashboards/read-widget-data.ts';
import type { MetricWidget, Place, View } from '../../../../../client/dashboards/widget.ts';
import { Bars } from '../../charts/bars.tsx';
import { Gauges } from '../../charts/gauges.tsx';
import { Graph } from '../../charts/graph.tsx';
import type { GraphProps } from '../../charts/graph-props.ts';
import { NoData } from '../../charts/no-data.tsx';
import { Pie } from '../../charts/pie.tsx';
import { SingleValues } from '../../charts/single-values.tsx';
import { toColumns } from '../../charts/to-columns.ts';
import { ValueTable } from '../../charts/value-table.tsx';
import { chooseFixed, endFixed } from './time-range.ts';

interface Props {
  readonly widget: Place & MetricWidget;
  /** Absent until it was read. */
  readonly data: WidgetData | undefined;
  readonly hasFailed: boolean;
}

/** Of one unit of a dashboard's grid, with the gap to the next. */
const unitPixels = 48;
/** Heading and units. */
const besidesPlot = 64;
const legendBelow = 84;

/** A metric widget, in the view that it names. */
export function MetricBox({ widget, data, hasFailed }: Props) {
  const graph = useMemo(() => data && toGraph(widget, data), [widget, data]);
  // The same element: it is not drawn again while its data are the same.
  const drawn = useMemo(() => graph && <Graph {...graph} />, [graph]);
  if (graph === undefined) return <NotRead {...{ title: widget.title, hasFailed }} />;
  if (data?.error !== undefined) {
    return (
      <>
        <h3>{widget.title}</h3>
        <p class="undrawn">CloudWatch refuses it: {data.error}</p>
      </>
    );
  }
  if (widget.view === 'timeSeries') return drawn;
  return (
    <>
      <h3>{widget.title}</h3>
      {graph.series.length === 0 ? <NoData /> : plainViews[widget.view](graph, widget)}
    </>
  );
}

interface NotReadProps {
  readonly title: string | undefined;
  readonly hasFailed: boolean;
}

function NotRead({ title, hasFailed }: NotReadProps) {
  return (
    <>
      <h3>{title}</h3>
      {hasFailed ? <p class="undrawn">– Not read</p> : <p class="skeleton" aria-busy="true" />}
    </>
  );
}

const plainViews: Readonly<
  Record<
    Exclude<View, 'timeSeries'>,
    (graph: GraphProps, widget: MetricWidget) => preact.JSX.Element
  >
> = {
  singleValue: (graph, { sparkline, singleValueFullPrecision: isPrecise }) => (
    <SingleValues {...{ graph, sparkline, isPrecise }} />
  ),
  gauge: (graph) => <Gauges graph={graph} />,
  bar: (graph) => <Bars graph={graph} />,
  pie: (graph) => <Pie graph={graph} />,
  table: (graph) => <ValueTable graph={graph} />,
};

function toGraph(widget: Place & MetricWidget, data: WidgetData): GraphProps {
  const { title = '', stacked, legend, left, right, lines, marks, height } = widget;
  const seconds = (milliseconds: number) => milliseconds / 1000;
  return {
    ...{ title, stacked, legend, lines },
    ...toColumns(widget, data),
    left: { ...left, unit: left.label },
    right: { ...right, unit: right.label },
    marks: marks.map((mark) => ({
      ...mark,
      at: seconds(mark.at),
      to: mark.to === undefined ? undefined : seconds(mark.to),
    })),
    from: seconds(data.range.from),
    to: seconds(data.range.to),
    height: Math.max(
      120,
      height * unitPixels - besidesPlot - (legend === 'bottom' ? legendBelow : 0),
    ),
    onZoom: zoom,
  };
}

function zoom(range: readonly [number, number] | undefined): void {
  if (range === undefined) endFixed();
  else chooseFixed(range);
}
