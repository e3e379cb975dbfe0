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
  readonly lines?: readonly { readonly at: number; readonly label: string }[];
  /** The ends of the left axis. Default: from 0 to the largest value. */
  readonly range?: readonly [min: number, max: number];
}

const rowWidth = 24;

/** One row of graphs of equal width, all in one-minute steps. */
export function graphRow(graphs: readonly Graph[]): GraphWidget[] {
  return graphs.map((graph) => createGraph(graph, Math.floor(rowWidth / graphs.length)));
}

function createGraph(graph: Graph, width: number): GraphWidget {
  const { title, left, right = [], unit, rightUnit, stacked = false, lines = [], range } = graph;
  const [min, max] = range ?? [0];
  return new GraphWidget({
    title,
    width,
    height: 6,
    stacked,
    left: [...left],
    right: [...right],
    leftYAxis: { min, label: unit, showUnits: false, ...(max && { max }) },
    ...(rightUnit && { rightYAxis: { min: 0, label: rightUnit, showUnits: false } }),
    leftAnnotations: lines.map(({ at, label }) => ({ value: at, label, fill: Shading.NONE })),
  });
}
