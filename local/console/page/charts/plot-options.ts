import type uPlot from 'uplot';
import { fieldText } from '../parts/time-text.ts';
import { axisRange } from './axis-range.ts';
import { axisSteps } from './axis-steps.ts';
import { drawAnnotations } from './draw-annotations.ts';
import { formatTimeMark } from './format-time.ts';
import { formatValue } from './format-value.ts';
import type { GraphAxis, GraphProps, Side } from './graph-props.ts';
import { resolveColour, resolveFill } from './resolve-colour.ts';
import { seriesLook } from './series-look.ts';

/** All graphs of the page have one cursor. */
const sync = 'console';
const axisFont = '11px system-ui, sans-serif';

interface Live {
  /** Of the time of drawing: a graph is told new data without being made again. */
  readonly props: () => GraphProps;
  readonly onCursor: (index: number | null) => void;
}

/** What uPlot is told of a graph. */
export function plotOptions(
  { props, onCursor }: Live,
  size: { readonly width: number; readonly height: number },
): uPlot.Options {
  const { series, lines = [], stacked = false, onZoom } = props();
  const sides = (['left', 'right'] as const).filter(
    (side) => side === 'left' || [...series, ...lines].some(({ axis }) => axis === side),
  );
  return {
    ...size,
    // Its own legend is a table that can't be named; ours stands below.
    legend: { show: false },
    padding: [8, sides.includes('right') ? 4 : 20, 0, 0],
    tzDate: asShown,
    cursor: {
      sync: { key: sync, setSeries: false },
      drag: { x: onZoom !== undefined, y: false, setScale: false },
      points: { size: 6 },
      // In another graph the same height is another value.
      y: false,
      bind: {
        dblclick: () => () => {
          props().onZoom?.(undefined);
          return null;
        },
      },
    },
    scales: {
      x: { time: true, range: () => timeRange(props()) },
      ...Object.fromEntries(sides.map((side) => [side, { range: rangeOf(props, side) }])),
    },
    axes: [timeAxis(), ...sides.map((side) => valueAxis(side, () => props()[side]?.unit))],
    series: [{}, ...series.map((_, index) => seriesOptions(props, index))],
    bands: stacked ? bandsOf(props()) : [],
    hooks: {
      draw: [(plot) => drawAnnotations(plot, props().lines ?? [], props().marks ?? [])],
      setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)],
      setSelect: [(plot) => zoom(plot, props())],
    },
  };
}

/** It sets its marks by local time: they are where the shown zone has them after this. */
function asShown(seconds: number): Date {
  return new Date(fieldText(seconds * 1000));
}

function timeRange({ times, from, to }: GraphProps): [number, number] {
  const [first, last] = [from ?? times[0] ?? 0, to ?? times.at(-1) ?? 1];
  return last > first ? [first, last] : [first - 60, first + 60];
}

function rangeOf(props: () => GraphProps, side: Side): uPlot.Range.Function {
  return (_, least, most) => {
    const { lines = [], [side]: axis = {} } = props();
    const own = lines.filter((line) => (line.axis ?? 'left') === side);
    return axisRange(axis, own, least, most);
  };
}

function timeAxis(): uPlot.Axis {
  return {
    ...inkOfAxis,
    grid: { show: false },
    space: 64,
    size: 28,
    values: (_, marks, __, ___, step) => marks.map((mark) => formatTimeMark(mark, step)),
  };
}

function valueAxis(side: Side, unit: () => GraphAxis['unit']): uPlot.Axis {
  const steps = axisSteps(unit());
  return {
    ...inkOfAxis,
    scale: side,
    side: side === 'left' ? 3 : 1,
    grid: { show: side === 'left', stroke: () => resolveFill('var(--line)', 0.6), width: 1 },
    space: 28,
    ...(steps && { incrs: steps }),
    size: (_, values) => 12 + 6.4 * Math.max(3, ...(values ?? []).map(({ length }) => length)),
    values: (_, marks) => marks.map((mark) => formatValue(mark, unit())),
  };
}

const inkOfAxis = {
  stroke: () => resolveColour('var(--quiet)'),
  font: axisFont,
  ticks: { size: 4, width: 1, stroke: () => resolveColour('var(--line)') },
} satisfies uPlot.Axis;

function seriesOptions(props: () => GraphProps, index: number): uPlot.Series {
  const { series, stacked = false } = props();
  const { label = '', axis = 'left', colour: given } = series[index] ?? {};
  const { colour, dash } = seriesLook(index, given);
  const isArea = stacked && axis === 'left';
  return {
    label,
    scale: axis,
    width: 1.5,
    dash: [...dash],
    stroke: () => resolveColour(colour),
    ...(isArea && { fill: () => resolveFill(colour, 0.35) }),
    points: { show: true, size: 5, filter: lonePoints, fill: () => resolveColour(colour) },
  };
}

/** A value between two gaps is no line: it is drawn as a point. */
function lonePoints(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? [];
  const known: { at: number; isValue: boolean }[] = [];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value !== undefined) known.push({ at, isValue: value !== null });
  }
  return known
    .filter(({ isValue }, i) => isValue && !known[i - 1]?.isValue && !known[i + 1]?.isValue)
    .map(({ at }) => at);
}

/** Each area ends where the one below it begins. */
function bandsOf({ series }: GraphProps): uPlot.Band[] {
  const areas = series.flatMap(({ axis }, index) => (axis === 'right' ? [] : [index + 1]));
  return areas
    .slice(1)
    .map((area, index) => ({ series: [area, areas[index] ?? 1] as uPlot.Band.Bounds }));
}

function zoom(plot: uPlot, { onZoom }: GraphProps): void {
  const { left, width } = plot.select;
  if (width < 4 || onZoom === undefined) return;
  const range = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')] as const;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onZoom(range);
}
