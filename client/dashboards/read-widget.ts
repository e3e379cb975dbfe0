import { z } from 'zod';
import { annotations, readLines, readMarks } from './read-annotations.ts';
import { metricRows, type RowDefaults, readMetricRows } from './read-metric-rows.ts';
import { type View, views, type Widget, type WidgetContent } from './widget.ts';

const definition = z.looseObject({
  type: z.string(),
  x: z.int().min(0).optional(),
  y: z.int().min(0).optional(),
  width: z.int().min(1).max(24).default(6),
  height: z.int().min(1).default(6),
  properties: z.looseObject({ title: z.string().optional() }).default({}),
});

const axis = z
  .looseObject({
    min: z.number().optional(),
    max: z.number().optional(),
    label: z.string().optional(),
  })
  .default({});

const metric = z.looseObject({
  metrics: metricRows.default([]),
  view: z.string().default('timeSeries'),
  stacked: z.boolean().default(false),
  sparkline: z.boolean().default(false),
  stat: z.string().optional(),
  period: z.number().positive().optional(),
  yAxis: z.looseObject({ left: axis, right: axis }).default({ left: {}, right: {} }),
  annotations: annotations.default({ horizontal: [], vertical: [], alarms: [] }),
  legend: z
    .looseObject({ position: z.enum(['bottom', 'right', 'hidden']).default('bottom') })
    .default({ position: 'bottom' }),
  setPeriodToTimeRange: z.boolean().default(false),
  liveData: z.boolean().default(false),
  singleValueFullPrecision: z.boolean().default(false),
  start: z.string().optional(),
  end: z.string().optional(),
});

const text = z.looseObject({
  markdown: z.string(),
  background: z.enum(['transparent', 'solid']).default('solid'),
});

const log = z.looseObject({ query: z.string(), view: z.string().default('table') });

const alarm = z.looseObject({
  alarms: z.array(z.string()).min(1),
  states: z.array(z.string()).default([]),
  sortBy: z.enum(['default', 'stateUpdatedTimestamp', 'timestamp']).default('default'),
});

/** CloudWatch's own. */
export const rowDefaults: RowDefaults = { stat: 'Average', period: 300 };

type Read = (properties: unknown, defaults: RowDefaults) => WidgetContent;

const readers: Readonly<Record<string, Read>> = {
  metric: readMetric,
  text(properties) {
    const { markdown, background } = text.parse(properties);
    return { kind: 'text', markdown, isTransparent: background === 'transparent' };
  },
  log(properties) {
    const { query, view } = log.parse(properties);
    return { kind: 'log', view, ...apart(query) };
  },
  alarm: (properties) => ({ kind: 'alarm', ...alarm.parse(properties) }),
};

/**
 * Reads one widget of a dashboard's body. One that is not understood is a widget too, which says so.
 *
 * @param index its place in the body
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function readWidget(given: unknown, index: number, defaults = rowDefaults): Widget {
  const read = definition.safeParse(given);
  if (!read.success) {
    const place = { index, x: 0, y: index * 6, width: 6, height: 6 };
    return { ...place, kind: 'undrawn', why: `It can’t be read: ${firstIssue(read.error)}` };
  }
  const { type, x = 0, y = 0, width, height, properties } = read.data;
  const place = { index, x, y, width, height, title: properties.title };
  return { ...place, ...contentOf(type, properties, defaults) };
}

function contentOf(type: string, properties: unknown, defaults: RowDefaults): WidgetContent {
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (reader === undefined) return undrawn(`Only CloudWatch draws a widget of the type “${type}”.`);
  try {
    return reader(properties, defaults);
  } catch (error) {
    if (error instanceof z.ZodError) return undrawn(`It can’t be read: ${firstIssue(error)}`);
    throw error;
  }
}

function readMetric(properties: unknown, defaults: RowDefaults): WidgetContent {
  const read = metric.parse(properties);
  const { view, stat = defaults.stat, period = defaults.period, yAxis, legend } = read;
  if (!isView(view)) return undrawn(`Only CloudWatch draws the view “${view}”.`);
  if (read.metrics.length === 0 && read.annotations.alarms.length > 0) {
    const { alarms } = read.annotations;
    return { kind: 'alarm', alarms, states: [], sortBy: 'default' };
  }
  return {
    kind: 'metric',
    view,
    rows: readMetricRows(read.metrics, { stat, period }),
    stacked: read.stacked && view !== 'singleValue',
    sparkline: read.sparkline,
    left: yAxis.left,
    right: yAxis.right,
    lines: readLines(read.annotations),
    marks: readMarks(read.annotations),
    legend: legend.position,
    setPeriodToTimeRange: read.setPeriodToTimeRange,
    liveData: read.liveData,
    singleValueFullPrecision: read.singleValueFullPrecision,
    start: read.start,
    end: read.end,
  };
}

function isView(text: string): text is View {
  return views.some((view) => view === text);
}

function undrawn(why: string): WidgetContent {
  return { kind: 'undrawn', why };
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  return [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
}

/** `SOURCE 'a' | SOURCE 'b' | fields …` */
function apart(query: string) {
  const logGroups: string[] = [];
  let rest = query.trim();
  for (let found = source.exec(rest); found !== null; found = source.exec(rest)) {
    logGroups.push(found[1] ?? '');
    rest = rest.slice(found[0].length);
  }
  return { logGroups, query: rest.trim() };
}

const source = /^SOURCE\s+'([^']+)'\s*\|?\s*/;
