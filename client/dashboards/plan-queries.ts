import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { MetricRow } from './widget.ts';

export interface PlannedWidget {
  readonly index: number;
  readonly rows: readonly MetricRow[];
}

export interface PlannedRequest {
  readonly queries: readonly MetricDataQuery[];
  /** Which rows of which widgets the results of an id are for. */
  readonly placesOf: ReadonlyMap<string, readonly RowPlace[]>;
}

export interface RowPlace {
  readonly index: number;
  readonly row: number;
  /** In seconds. */
  readonly period: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const queryLimit = 500;

/**
 * The queries of many widgets in as few requests as there can be. What several of them draw is asked for once, since each
 * metric is paid for. Ids are of one widget only: they are written anew, in the expressions too.
 */
export function planQueries(widgets: readonly PlannedWidget[]): readonly PlannedRequest[] {
  const requests: Request[] = [];
  for (const widget of widgets) {
    // Such an expression means all metrics of its request.
    const isAlone = widget.rows.some(({ expression = '' }) => /\bMETRICS\s*\(/.test(expression));
    const last = requests.at(-1);
    if (
      isAlone ||
      last === undefined ||
      last.isAlone ||
      last.size + widget.rows.length > queryLimit
    ) {
      requests.push(createRequest(isAlone));
    }
    requests.at(-1)?.add(widget);
  }
  return requests.map((request) => request.planned());
}

interface Request {
  readonly isAlone: boolean;
  readonly size: number;
  add(widget: PlannedWidget): void;
  planned(): PlannedRequest;
}

type Query = Omit<MetricDataQuery, 'Id' | 'ReturnData'>;

interface Known {
  readonly id: string;
  readonly query: Query;
  readonly places: RowPlace[];
}

function createRequest(isAlone: boolean): Request {
  const known = new Map<string, Known>();
  const register = (query: Query): Known => {
    const key = JSON.stringify(query);
    const found = known.get(key) ?? { id: `q${known.size}`, query, places: [] };
    known.set(key, found);
    return found;
  };
  const addRow = (
    { rows }: PlannedWidget,
    row: MetricRow,
    pending: readonly MetricRow[],
  ): Known => {
    const renamed = (id: string) => {
      const used = rows.find((other) => other.id === id);
      return used === undefined || pending.includes(used)
        ? id
        : addRow({ index: 0, rows }, used, [...pending, used]).id;
    };
    return register(queryOf(row, renamed));
  };
  return {
    isAlone,
    get size() {
      return known.size;
    },
    add(widget) {
      for (const [row, given] of widget.rows.entries()) {
        // Others are added by the expressions that compute with them.
        if (!given.visible && !isAlone) continue;
        const { places } = addRow(widget, given, [given]);
        if (given.visible)
          places.push({ index: widget.index, row, period: periodOf(given, widget.rows) });
      }
    },
    planned: () => ({
      queries: [...known.values()].map(({ id, query, places }) => ({
        ...{ Id: id, ...query, ReturnData: places.length > 0 },
      })),
      placesOf: new Map([...known.values()].map(({ id, places }) => [id, places])),
    }),
  };
}

function queryOf(row: MetricRow, renamed: (id: string) => string): Query {
  const { metric, expression, visible, label, period, stat, accountId } = row;
  const shown = {
    ...(visible && label !== undefined ? { Label: label } : {}),
    ...(accountId === undefined ? {} : { AccountId: accountId }),
  };
  if (metric === undefined) {
    return { ...shown, Expression: rename(expression ?? '', renamed), Period: period };
  }
  const { namespace: Namespace, name: MetricName } = metric;
  const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace, MetricName, Dimensions };
  return { ...shown, MetricStat: { Metric, Period: period, Stat: stat } };
}

/** Texts, as those of a search, stay as they are. */
const nameOrText = /"[^"]*"|'[^']*'|\b[a-z]\w*\b/g;

function rename(expression: string, renamed: (id: string) => string): string {
  return expression.replace(nameOrText, (found) => (/^["']/.test(found) ? found : renamed(found)));
}

/** An expression has the steps of what it computes with. */
function periodOf({ expression, period }: MetricRow, rows: readonly MetricRow[]): number {
  const used = new Set(expression?.match(/\b[a-z]\w*\b/g) ?? []);
  const periods = rows
    .filter(({ id, metric }) => metric !== undefined && id !== undefined && used.has(id))
    .map((row) => row.period);
  return periods.length === 0 ? period : Math.max(...periods);
}
