import { beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '../service/telemetry/metric-names.ts';
import { findUnknownMetric, type MetricReference } from '../test/factories/known-metrics.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { slo } from './slo.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly width: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly query?: string;
    readonly period?: number;
    readonly metrics?: readonly (readonly (string | Readonly<Record<string, unknown>>)[])[];
  };
}

// Shown by `npx spillway secrets list`, and looked up by whoever examines rejections.
const shownElsewhere = ['OldSecretUsed', 'RejectionExplained', 'Annotation'];

let stack: SynthesizedStack;
let widgets: readonly Widget[];

beforeAll(async () => {
  stack = await synthesizeStack();
  const [dashboard] = stack.ofType('AWS::CloudWatch::Dashboard');
  widgets = JSON.parse(dashboard?.properties.DashboardBody).widgets;
}, 120_000);

describe('the overview', () => {
  it('opens with its purpose, what we promise, and the state of every alarm', () => {
    const [text, status] = widgets;
    expect(text?.properties.markdown).toContain(`${100 * slo.availability.target} %`);
    expect(text?.properties.markdown).toContain(`${slo.freshness.seconds} s`);
    const deployed = stack.ofType('AWS::CloudWatch::Alarm').map(({ id }) => `<${id}.Arn>`);
    expect(status?.properties.alarms).toEqual(deployed);
  });

  it('draws only metrics that somebody publishes', () => {
    const drawn = widgets.flatMap(({ properties: { title, metrics = [] } }) =>
      fullReferences(metrics).map((reference) => ({ title, reference })),
    );
    const unknown = drawn.flatMap(({ title, reference }) => {
      const problem = findUnknownMetric(reference, stack);
      return problem ? [`${title}: ${problem}`] : [];
    });
    expect(unknown).toEqual([]);
    expect(namespacesOf(drawn)).toEqual(
      new Set(['Spillway', 'AWS/ApiGateway', 'AWS/Lambda', 'AWS/SQS']),
    );
  });

  it('searches only for metrics and dimensions of ours', () => {
    const found = JSON.stringify(widgets).matchAll(searchPattern);
    const searched = [...found].map(([, namespace = '', dimension = '', name = '', service = '']) =>
      findUnknownMetric([namespace, name, 'service', service, dimension, 'any'], stack),
    );
    expect(searched.length).toBeGreaterThan(0);
    expect(searched.filter(Boolean)).toEqual([]);
  });

  it('draws every metric of ours but those that a command shows', () => {
    const body = JSON.stringify(widgets);
    const missing = Object.keys(metrics).filter((name) => !body.includes(name));
    expect(missing.filter((name) => !shownElsewhere.includes(name))).toEqual([]);
  });

  it('counts what is in flight with what is delayed', () => {
    const [backlog] = widgets.filter(({ properties }) => /backlog/.test(properties.title ?? ''));
    const drawn = fullReferences(backlog?.properties.metrics ?? []).map(([, name]) => name);
    expect(drawn).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ]);
  });

  it('computes only with metrics that stand in the same graph', () => {
    const graphs = widgets.map(({ properties: { title, metrics = [] } }) => {
      const options = metrics.map((line) => line.at(-1)).filter((item) => typeof item === 'object');
      const ids = options.map(({ id }) => id);
      const used = options.flatMap(({ expression }) => idsIn(expression));
      return { title, used, missing: used.filter((id) => !ids.includes(id)) };
    });
    expect(graphs.flatMap(({ used }) => used)).not.toEqual([]);
    expect(graphs.filter(({ missing }) => missing.length > 0)).toEqual([]);
  });

  it('is 24 columns wide, in one-minute steps', () => {
    expect(widgets.length).toBeGreaterThan(0);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
    const graphs = widgets.filter(({ type }) => type === 'metric');
    // A metric with a period of one minute has none in the body, because the graph's default is a minute.
    const periods = graphs.flatMap(({ properties: { metrics = [] } }) =>
      metrics.flatMap((line) => line.flatMap((item) => Object(item).period ?? [])),
    );
    expect(new Set(periods)).toEqual(new Set([60]));
  });

  it('searches the logs of both functions', () => {
    const queries = widgets.filter(({ type }) => type === 'log');
    expect(queries.length).toBeGreaterThan(0);
    for (const { properties } of queries) {
      expect(properties.query).toContain("SOURCE '/aws/lambda/spillway-dev-ingestion'");
      expect(properties.query).toContain("SOURCE '/aws/lambda/spillway-dev-processing'");
    }
  });
});

// The pattern is escaped for JSON twice.
const searchPattern =
  /SEARCH\('{(\w+),service,(\w+)} MetricName=\\"(\w+)\\" service=\\"([\w-]+)\\"/g;

function namespacesOf(drawn: readonly { readonly reference: MetricReference }[]) {
  return new Set(drawn.map(({ reference: [namespace] }) => namespace));
}

/** The metrics that an expression computes with. */
function idsIn(expression: unknown): readonly string[] {
  if (typeof expression !== 'string' || expression.startsWith('SEARCH')) return [];
  return expression.match(/\b[a-z]\w*\b/g) ?? [];
}

/** Lines of `metrics` with CloudWatch's `.` and `...` shorthands written out; expressions left out. */
function fullReferences(lines: NonNullable<Widget['properties']['metrics']>) {
  const full: MetricReference[] = [];
  for (const line of lines) {
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
