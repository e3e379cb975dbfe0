import { evaluateExpression, singleSeries } from './expression/evaluate.ts';
import { ExpressionError } from './expression/expression-error.ts';
import { type Node, namesIn, parseExpression } from './expression/parse.ts';
import type { Series, Value } from './expression/value.ts';
import type { MetricId, MetricStore } from './metric-store.ts';
import { readerOf } from './statistics.ts';

/** One entry of an alarm's `Metrics`, or of GetMetricData's queries. */
export interface MetricQuery {
  readonly id: string;
  readonly label?: string;
  readonly returnData: boolean;
  readonly metric?:
    | (MetricId & {
        readonly periodSeconds: number;
        readonly statistic: string;
        readonly unit?: string;
      })
    | undefined;
  readonly expression?: string | undefined;
  /** Of an expression. */
  readonly periodSeconds?: number | undefined;
}

/** Periods that follow each other without a gap, the oldest first. */
export interface TimeGrid {
  readonly times: readonly number[];
  readonly periodSeconds: number;
}

/** `count` periods, the last of which ends at `endMs`. */
export function gridEndingAt(endMs: number, periodSeconds: number, count: number): TimeGrid {
  const periodMs = periodSeconds * 1000;
  const times = Array.from({ length: count }, (_, index) => endMs - (count - index) * periodMs);
  return { times, periodSeconds };
}

/** A set of queries that may refer to each other, read and checked once. */
export interface CompiledQueries {
  /** The time series (or several) that a query yields. */
  evaluate(id: string, grid: TimeGrid): Value;
  /** Like `evaluate`, for an alarm, which may have only one result. */
  evaluateSingle(id: string, grid: TimeGrid): Series;
  /**
   * Of the metrics that a query is computed from, in seconds.
   *
   * @throws ExpressionError where they differ
   */
  periodOf(id: string): number;
}

/**
 * Reads all expressions and statistics.
 *
 * @throws ExpressionError, UnsupportedStatisticError before anything is evaluated.
 */
export function compileQueries(
  queries: readonly MetricQuery[],
  store: MetricStore,
): CompiledQueries {
  const compiled = new Map(queries.map((query) => [query.id, compile(query, store)]));
  const evaluate = (id: string, grid: TimeGrid, known: Known, pending: readonly string[]) => {
    const value = known.get(id) ?? evaluateAnew(id, grid, known, pending);
    known.set(id, value);
    return value;
  };
  const evaluateAnew = (
    id: string,
    grid: TimeGrid,
    known: Known,
    pending: readonly string[],
  ): Value => {
    const entry = compiled.get(id);
    if (!entry) throw new ExpressionError(`There is no metric or expression with the id ${id}`);
    if (pending.includes(id)) throw new ExpressionError(`The expression ${id} refers to itself`);
    if (entry.kind === 'metric') return { kind: 'series', points: entry.read(grid) };
    const path = [...pending, id];
    return evaluateExpression(entry.node, {
      ...grid,
      valueOf: (name) => (compiled.has(name) ? evaluate(name, grid, known, path) : undefined),
      metrics: (filter) =>
        [...compiled]
          .filter(([name, other]) => other.kind === 'metric' && name.includes(filter))
          .map(([name]) => singleSeries(evaluate(name, grid, known, path))),
    });
  };
  const api: CompiledQueries = {
    evaluate: (id, grid) => evaluate(id, grid, new Map(), []),
    evaluateSingle: (id, grid) => singleSeries(evaluate(id, grid, new Map(), [])),
    periodOf: (id) => commonPeriod(id, compiled),
  };
  // A trial over a few empty periods finds unknown ids and functions before the first real use.
  for (const { id } of queries) api.evaluate(id, gridEndingAt(0, 60, 3));
  return api;
}

function commonPeriod(id: string, compiled: ReadonlyMap<string, Compiled>): number {
  const periods = new Set<number>();
  const seen = new Set<string>();
  const visit = (name: string) => {
    const entry = compiled.get(name);
    if (entry === undefined || seen.has(name)) return;
    seen.add(name);
    if (entry.kind === 'metric') periods.add(entry.periodSeconds);
    else for (const used of namesIn(entry.node)) visit(used);
  };
  visit(id);
  const entry = compiled.get(id);
  const own = entry?.kind === 'expression' ? entry.periodSeconds : undefined;
  // What METRICS() computes with is not named.
  const [any] = [...compiled.values()].filter((one) => one.kind === 'metric');
  const [period = own ?? any?.periodSeconds ?? 60, ...others] = periods;
  if (others.length === 0) return period;
  throw new ExpressionError(
    `${id}: expressions over metrics of different periods are not supported`,
  );
}

/** The values of what was evaluated over the same periods before. */
type Known = Map<string, Value>;

type Compiled =
  | {
      readonly kind: 'expression';
      readonly node: Node;
      readonly periodSeconds: number | undefined;
    }
  | {
      readonly kind: 'metric';
      readonly periodSeconds: number;
      readonly read: (grid: TimeGrid) => Series;
    };

function compile(query: MetricQuery, store: MetricStore): Compiled {
  const { id, metric, expression, periodSeconds } = query;
  if (expression !== undefined) {
    return { kind: 'expression', node: parseExpression(expression), periodSeconds };
  }
  if (!metric) throw new ExpressionError(`${id} has neither a metric nor an expression`);
  const readStatistic = readerOf(metric.statistic);
  const readMetric = store.reader(metric);
  return {
    kind: 'metric',
    periodSeconds: metric.periodSeconds,
    read: ({ times, periodSeconds }) =>
      times.map((start) => {
        const found = readMetric(start, start + periodSeconds * 1000, metric.unit);
        return found && readStatistic(found);
      }),
  };
}
