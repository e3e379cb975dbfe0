import {
  type CloudWatchClient,
  type MetricDataResult,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { periodOfRange, type Range } from './period-of-range.ts';
import { type PlannedRequest, planQueries, type RowPlace } from './plan-queries.ts';
import type { Dashboard } from './read-dashboard.ts';
import { ownRange } from './read-range.ts';
import type { MetricWidget, Place } from './widget.ts';

export interface Series {
  /** Of the widget; a search gives several of one row. */
  readonly row: number;
  readonly label: string;
  /** In seconds. */
  readonly period: number;
  /** When its first period began, in seconds since 1970. */
  readonly start: number;
  /** Period by period; `null` where there was no value. */
  readonly values: readonly (number | null)[];
}

export interface WidgetData {
  readonly range: Range;
  readonly series: readonly Series[];
  /** Why it could not be read. */
  readonly error?: string;
}

export interface AskedData {
  readonly dashboard: Pick<Dashboard, 'widgets' | 'periodOverride'>;
  readonly range: Range;
  /** Whether a widget is asked for; all are by default. */
  readonly isWanted?: (widget: DrawnWidget) => boolean;
  /** Milliseconds since 1970, by CloudWatch's clock. */
  readonly now: number;
  readonly signal: AbortSignal;
}

export type DrawnWidget = Place & MetricWidget;
type DataByWidget = Map<number, WidgetData>;

interface Asking extends AskedData {
  readonly client: CloudWatchClient;
}

/** A period that began later than this is not over. */
const unfinishedMs = 60_000;

/**
 * The series of a dashboard's metric widgets, by their index: one request to CloudWatch for each range of time that they
 * show. A widget whose metrics CloudWatch refuses hides no other.
 */
export async function readWidgetData(
  client: CloudWatchClient,
  asked: AskedData,
): Promise<Readonly<Record<number, WidgetData>>> {
  const { dashboard, isWanted = () => true } = asked;
  const drawn = dashboard.widgets.filter((widget) => widget.kind === 'metric').filter(isWanted);
  const groups = Map.groupBy(drawn, ({ start, end }) => JSON.stringify([start, end]));
  const found = await Promise.all(
    [...groups.values()].map((widgets) => readGroup(widgets, { ...asked, client })),
  );
  return Object.fromEntries(found.flatMap((data) => [...data]));
}

async function readGroup(widgets: readonly DrawnWidget[], asking: Asking): Promise<DataByWidget> {
  const [first] = widgets;
  const range = first === undefined ? asking.range : ownRange(first, asking.range, asking.now);
  const data: DataByWidget = new Map(widgets.map(({ index }) => [index, { range, series: [] }]));
  const byIndex = new Map(widgets.map((widget) => [widget.index, widget]));
  const ask = (some: readonly DrawnWidget[]) =>
    planQueries(some.map((widget) => inSteps(widget, range, asking)));
  const fetch = (request: PlannedRequest) =>
    fetchRequest(request, range, { ...asking, data, byIndex });
  await Promise.all(
    ask(widgets).map((request) =>
      fetch(request).catch(async (error: unknown) => {
        if (!isRefusal(error)) throw error;
        // One of them is refused, and CloudWatch refuses all with it.
        const indices = new Set([...request.placesOf.values()].flat().map(({ index }) => index));
        for (const widget of widgets.filter(({ index }) => indices.has(index))) {
          data.set(widget.index, { range, series: [] });
          await Promise.all(ask([widget]).map(fetch)).catch((cause: unknown) => {
            if (!isRefusal(cause)) throw cause;
            data.set(widget.index, { range, series: [], error: Object(cause).message });
          });
        }
      }),
    ),
  );
  return data;
}

function inSteps(widget: DrawnWidget, range: Range, { dashboard, now }: Asking) {
  const whole = Math.max(60, Math.ceil((range.to - range.from) / 60_000) * 60);
  const periodOf = (period: number) =>
    widget.setPeriodToTimeRange && widget.view !== 'timeSeries'
      ? whole
      : periodOfRange(period, range, dashboard.periodOverride, now);
  return {
    index: widget.index,
    rows: widget.rows.map((row) => ({ ...row, period: periodOf(row.period) })),
  };
}

interface Fetching extends Asking {
  readonly data: DataByWidget;
  readonly byIndex: ReadonlyMap<number, DrawnWidget>;
}

async function fetchRequest(
  request: PlannedRequest,
  range: Range,
  { data, byIndex, now, ...asking }: Fetching,
): Promise<void> {
  for (const result of joined(await fetchResults(request, range, asking))) {
    for (const place of request.placesOf.get(result.Id ?? '') ?? []) {
      const before = data.get(place.index) ?? { range, series: [] };
      const isLive = byIndex.get(place.index)?.liveData ?? false;
      const until = isLive ? Number.POSITIVE_INFINITY : now - unfinishedMs;
      const series = toSeries(result, place, range, until);
      data.set(place.index, { ...before, series: [...before.series, series] });
    }
  }
}

async function fetchResults(
  { queries }: PlannedRequest,
  range: Range,
  { client, signal }: Pick<Asking, 'client' | 'signal'>,
): Promise<readonly MetricDataResult[]> {
  if (queries.length === 0) return [];
  const input = {
    MetricDataQueries: [...queries],
    StartTime: new Date(range.from),
    EndTime: new Date(range.to),
    ScanBy: 'TimestampAscending' as const,
  };
  const results: MetricDataResult[] = [];
  const pages = paginateGetMetricData({ client }, input, { abortSignal: signal });
  for await (const { MetricDataResults = [] } of pages) results.push(...MetricDataResults);
  return results;
}

/** A long series comes in several pages; what a search finds has one id, and other labels. */
function joined(results: readonly MetricDataResult[]): readonly MetricDataResult[] {
  const groups = Map.groupBy(results, ({ Id, Label }) => JSON.stringify([Id, Label]));
  return [...groups.values()].map((parts) => ({
    ...parts[0],
    Timestamps: parts.flatMap(({ Timestamps = [] }) => Timestamps),
    Values: parts.flatMap(({ Values = [] }) => Values),
  }));
}

function toSeries(
  { Label = '', Timestamps = [], Values = [] }: MetricDataResult,
  { row, period }: RowPlace,
  { from, to }: Range,
  until: number,
): Series {
  const start = Math.floor(from / 1000 / period) * period;
  const end = Math.min(to, until) / 1000;
  const count = Math.max(0, Math.ceil((end - start) / period));
  const values = Array.from({ length: count }, (): number | null => null);
  for (const [at, time] of Timestamps.entries()) {
    const place = Math.floor((time.getTime() / 1000 - start) / period);
    if (place >= 0 && place < count) values[place] = Values[at] ?? null;
  }
  return { row, label: Label, period, start, values };
}

function isRefusal(error: unknown): boolean {
  const { name } = Object(error);
  return typeof name === 'string' && /Validation|InvalidParameter/.test(name);
}
