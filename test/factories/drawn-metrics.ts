import type { DashboardBody, MetricWidget, Widget } from './dashboard-body.ts';
import type { MetricReference } from './known-metrics.ts';

/** A search for metrics of ours: all that have these dimensions. */
export interface Search {
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly name: string;
  readonly service: string;
}

export function metricWidgets({ widgets }: Pick<DashboardBody, 'widgets'>): MetricWidget[] {
  return widgets.filter((widget: Widget) => widget.type === 'metric');
}

/** The options of each line. */
export function optionsOf({ properties }: MetricWidget) {
  return properties.metrics.flatMap((line) => line.filter((item) => typeof item === 'object'));
}

/** The named metrics, with CloudWatch's `.` and `...` shorthands written out. */
export function referencesOf({ properties }: MetricWidget): readonly MetricReference[] {
  const full: MetricReference[] = [];
  for (const line of properties.metrics) {
    const texts = line.filter((item) => typeof item === 'string');
    if (texts.length === 0) continue;
    const before = full.at(-1) ?? [];
    const tail = texts[0] === '...' ? texts.slice(1) : undefined;
    full.push(
      tail
        ? [...before.slice(0, before.length - tail.length), ...tail]
        : texts.map((text, index) => (text === '.' ? (before[index] ?? '') : text)),
    );
  }
  return full;
}

const searchPattern =
  /^SEARCH\('{(?<namespace>[\w/]+),service,(?<dimensions>[\w,]+)} MetricName="(?<name>\w+)" service="(?<service>[\w-]+)"', '[\w.]+', 60\)$/;

/** @throws Error for a search of another form */
export function searchesOf(widget: MetricWidget): readonly Search[] {
  return optionsOf(widget).flatMap(({ expression }) => {
    if (expression === undefined || !expression.includes('SEARCH')) return [];
    const { namespace, dimensions, name, service } = searchPattern.exec(expression)?.groups ?? {};
    if (!namespace || !dimensions || !name || !service) throw new Error(expression);
    return [{ namespace, dimensions: ['service', ...dimensions.split(',')], name, service }];
  });
}

/** The metrics that the expressions compute with, by their ids. */
export function idsUsedBy(widget: MetricWidget): readonly string[] {
  return optionsOf(widget).flatMap(({ expression = '' }) =>
    expression.startsWith('SEARCH') ? [] : (expression.match(/\b[a-z]\w*\b/g) ?? []),
  );
}

/** Pairs of widgets that lie on each other, and those that stick out of the 24 columns. */
export function misplaced({ widgets }: DashboardBody): readonly string[] {
  const wide = widgets.filter(({ x, width }) => x + width > 24).map(nameOf);
  const pairs = widgets.flatMap((one, index) =>
    widgets
      .slice(index + 1)
      .filter((other) => overlaps(one, other))
      .map((other) => `${nameOf(one)} on ${nameOf(other)}`),
  );
  return [...wide, ...pairs];
}

function overlaps(one: Widget, other: Widget): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function nameOf({ properties }: Widget): string {
  return 'title' in properties ? properties.title : JSON.stringify(properties).slice(0, 60);
}
