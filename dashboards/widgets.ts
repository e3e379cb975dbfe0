import { GraphWidget, type IMetric, Shading } from 'aws-cdk-lib/aws-cloudwatch';

export interface Graph {
  readonly title: string;
  readonly left: readonly IMetric[];
  readonly right?: readonly IMetric[];
  /** The unit of the left axis, such as `ms`. */
  readonly unit: string;
  /** The unit of the right axis. */
  readonly rightUnit?: string;
  readonly stacked?: boolean;
  /** Horizontal lines, such as an alarm's threshold. */
  readonly lines?: readonly Line[];
  /** The ends of the left axis. Default: from 0 to the largest value. */
  readonly range?: readonly [min: number | undefined, max: number | undefined];
  /** What `marks.ts` gives: drawn over the whole height, in place of a right axis. */
  readonly marks?: readonly IMetric[];
  /** Such as `-P30D`. Default: the dashboard's own time. */
  readonly start?: string;
}

export interface Line {
  readonly at: number;
  readonly label: string;
}

export const rowWidth = 24;

/** Graphs of equal width side by side. */
export function graphRow(graphs: readonly Graph[]): GraphWidget[] {
  return graphs.map((graph) => createGraph(graph, Math.floor(rowWidth / graphs.length)));
}

function createGraph(graph: Graph, width: number): GraphWidget {
  const { title, left, right = [], unit, rightUnit, stacked = false, lines = [], start } = graph;
  const { range: [min, max] = [0, undefined], marks = [] } = graph;
  return new GraphWidget({
    ...{ title, width, height: 6, stacked },
    left: [...left],
    right: [...right, ...marks],
    leftYAxis: { ...ends(min, max), label: unit, showUnits: false },
    ...(rightUnit && { rightYAxis: { min: 0, label: rightUnit, showUnits: false } }),
    ...(marks.length > 0 && { rightYAxis: { min: 0, max: 1, label: 'marks', showUnits: false } }),
    leftAnnotations: lines.map(({ at, label }) => ({ value: at, label, fill: Shading.NONE })),
    ...(start && { start }),
  });
}

function ends(min: number | undefined, max: number | undefined) {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
