import { beforeAll, describe, expect, it } from 'vitest';
import { synthesizeStack } from '../../test/factories/synthesized-stack.ts';
import { readWidget } from './read-widget.ts';
import type { MetricWidget, Widget } from './widget.ts';

function readMetric(properties: object): MetricWidget {
  const widget = readWidget({ type: 'metric', properties }, 0);
  if (widget.kind !== 'metric') throw new Error(JSON.stringify(widget));
  return widget;
}

const rowsOf = (metrics: readonly unknown[], rest = {}) => readMetric({ metrics, ...rest }).rows;

describe('a row of metrics', () => {
  it('takes from the row above what its dots stand for', () => {
    const rows = rowsOf([
      ['AWS/SQS', 'Sent', 'QueueName', 'a', { stat: 'Sum' }],
      ['.', 'Received', '.', '.'],
      ['...', 'b'],
      ['...', 'Stage', 'c', { label: 'tail' }],
    ]);
    expect(rows.map(({ metric }) => metric)).toEqual([
      { namespace: 'AWS/SQS', name: 'Sent', dimensions: { QueueName: 'a' } },
      { namespace: 'AWS/SQS', name: 'Received', dimensions: { QueueName: 'a' } },
      { namespace: 'AWS/SQS', name: 'Received', dimensions: { QueueName: 'b' } },
      { namespace: 'AWS/SQS', name: 'Received', dimensions: { Stage: 'c' } },
    ]);
    expect(rows.map(({ stat }) => stat)).toEqual(['Sum', 'Average', 'Average', 'Average']);
  });

  it('has its own options before the widget’s, and those before CloudWatch’s defaults', () => {
    const metrics = [
      ['N', 'a', { stat: 'p99', period: 60 }],
      ['N', 'b'],
    ];
    expect(rowsOf(metrics, { stat: 'Sum', period: 900 })).toMatchObject([
      { stat: 'p99', period: 60, visible: true, axis: 'left' },
      { stat: 'Sum', period: 900 },
    ]);
    expect(rowsOf(metrics)[1]).toMatchObject({ stat: 'Average', period: 300 });
    const other = { type: 'metric', properties: { metrics } };
    expect(readWidget(other, 0, { stat: 'Maximum', period: 900 })).toMatchObject({
      rows: [
        { stat: 'p99', period: 60 },
        { stat: 'Maximum', period: 900 },
      ],
    });
  });

  it('may be an expression, hidden, on the right, in a colour of its own', () => {
    const row = { expression: 'a / b', id: 'e', label: 'x', visible: false, yAxis: 'right' };
    expect(rowsOf([['N', 'a'], [{ ...row, color: '#123456' }], ['.', 'b']])).toMatchObject([
      {},
      {
        expression: 'a / b',
        id: 'e',
        label: 'x',
        visible: false,
        axis: 'right',
        colour: '#123456',
      },
      { metric: { namespace: 'N', name: 'b' } },
    ]);
  });
});

describe('a metric widget', () => {
  it('has lines, bands and fills, across and down', () => {
    const { lines, marks } = readMetric({
      annotations: {
        horizontal: [
          { value: 5, label: 'high', fill: 'above', color: '#ff0000', yAxis: 'right' },
          [
            { value: 1, label: 'from' },
            { value: 2, label: 'here' },
          ],
          { value: 3, visible: false },
          { value: 4, fill: 'none' },
        ],
        vertical: [
          { value: '2026-11-26T07:00:00Z', label: 'deployed', fill: 'after' },
          [{ value: '2026-11-26T08:00:00Z' }, { value: '2026-11-26T09:00:00Z', label: 'load' }],
          { value: 'soon' },
        ],
      },
    });
    expect(lines).toEqual([
      { at: 5, label: 'high', fill: 'above', colour: '#ff0000', axis: 'right' },
      { at: 1, to: 2, label: 'from to here', axis: 'left' },
      { at: 4, label: '', axis: 'left' },
    ]);
    const at = (hour: number) => Date.UTC(2026, 10, 26, hour);
    expect(marks).toEqual([
      { at: at(7), label: 'deployed', fill: 'after' },
      { at: at(8), to: at(9), label: 'load' },
    ]);
  });

  it.each([
    ['timeSeries', { stacked: true }, { stacked: true, legend: 'bottom', liveData: false }],
    ['singleValue', { stacked: true, sparkline: true }, { stacked: false, sparkline: true }],
    ['gauge', { yAxis: { left: { min: 0, max: 9 } } }, { left: { min: 0, max: 9 }, right: {} }],
    ['bar', { setPeriodToTimeRange: true }, { setPeriodToTimeRange: true }],
    ['pie', { legend: { position: 'right' } }, { legend: 'right' }],
    ['table', { liveData: true, start: '-P30D' }, { liveData: true, start: '-P30D' }],
  ])('is drawn as %s', (view, properties, expected) => {
    expect(readMetric({ view, ...properties })).toMatchObject({ view, ...expected });
  });
});

describe('another widget', () => {
  it('is text, a query of logs, or alarms', () => {
    const read = (type: string, properties: object) => readWidget({ type, properties }, 0);
    expect(read('text', { markdown: '# a', background: 'transparent' })).toMatchObject({
      ...{ kind: 'text', markdown: '# a', isTransparent: true },
    });
    expect(
      read('log', { query: "SOURCE '/a' | SOURCE '/b' | fields @message\n| limit 2" }),
    ).toMatchObject({
      ...{
        kind: 'log',
        logGroups: ['/a', '/b'],
        query: 'fields @message\n| limit 2',
        view: 'table',
      },
    });
    expect(read('alarm', { title: 'all', alarms: ['arn:a'], states: ['ALARM'] })).toMatchObject({
      ...{ kind: 'alarm', title: 'all', alarms: ['arn:a'], states: ['ALARM'], sortBy: 'default' },
    });
    expect(read('metric', { annotations: { alarms: ['arn:a'] } })).toMatchObject({
      ...{ kind: 'alarm', alarms: ['arn:a'] },
    });
  });

  it.each([
    ['explorer', {}, 'explorer'],
    ['custom', { endpoint: 'arn:' }, 'custom'],
    ['toString', {}, 'toString'],
    ['metric', { view: 'heatmap' }, 'heatmap'],
    ['metric', { metrics: [[7]] }, 'metrics.0.0'],
    ['text', {}, 'markdown'],
  ])('says in its place that it is not drawn: %s of %j', (type, properties, why) => {
    const widget = readWidget({ type, x: 3, y: 2, width: 5, height: 4, properties }, 7);
    expect(widget).toMatchObject({ kind: 'undrawn', index: 7, x: 3, y: 2, width: 5, height: 4 });
    expect(widget).toHaveProperty('why', expect.stringContaining(why));
  });

  it('is there even where nothing of it can be read', () => {
    expect(readWidget('?', 0)).toMatchObject({ kind: 'undrawn', width: 6 });
  });
});

describe('the dashboards of the template', () => {
  let widgets: readonly Widget[];
  beforeAll(async () => {
    const { someOfType } = await synthesizeStack({ context: { ticketAlarms: 'true' } });
    widgets = someOfType('AWS::CloudWatch::Dashboard').flatMap(({ properties }) =>
      JSON.parse(properties.DashboardBody).widgets.map((widget: unknown, index: number) =>
        readWidget(widget, index),
      ),
    );
  }, 120_000);

  it('have no widget that is not drawn', () => {
    expect(widgets.length).toBeGreaterThan(40);
    expect(widgets.filter(({ kind }) => kind === 'undrawn')).toEqual([]);
  });

  it('have a visible row in each graph, and an expression or a metric in each row', () => {
    const graphs = widgets.filter((widget) => widget.kind === 'metric');
    expect(graphs.filter(({ rows }) => !rows.some(({ visible }) => visible))).toEqual([]);
    const rows = graphs.flatMap((graph) => graph.rows);
    expect(rows.filter(({ metric, expression }) => !metric?.name && !expression)).toEqual([]);
  });
});
