import { App, Stack } from 'aws-cdk-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDashboards } from '../infra/add-dashboards.ts';
import { compileQueries, type MetricQuery } from '../local/aws/cloudwatch/metrics/metric-query.ts';
import { MetricStore } from '../local/aws/cloudwatch/metrics/metric-store.ts';
import { type MetricWidget, readDashboard } from '../test/factories/dashboard-body.ts';
import { metricWidgets, optionsOf, referencesOf } from '../test/factories/drawn-metrics.ts';
import { listPrices } from './list-prices.ts';
import type { Watched } from './watched.ts';

const watched: Watched = {
  ...{ stage: 'dev', region: 'us-east-1', apiName: 'api', mappingId: 'mapping' },
  ...{ intakeQueue: 'intake', deadLetterQueue: 'letters', deliveryTable: 'deliveries' },
  ingestion: { name: 'ingestion', timeoutSeconds: 10, memoryMb: 512 },
  processing: { name: 'processing', timeoutSeconds: 30, memoryMb: 512 },
  ...{ functions: [], audit: { name: 'audit' }, reconciliation: { name: 'reconciliation' } },
  ...{ sources: ['github'], destinations: ['app'], deliveryLogs: ['github'], cadences: {} },
  ...{ maxConcurrency: 5, accountConcurrency: 1000, destinationAttempts: 26 },
  ...{ intakeRetentionDays: 4, deadLetterRetentionDays: 14, runbookBaseUrl: 'https://x/runbooks' },
};

let graphs: readonly MetricWidget[];
beforeAll(() => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  addDashboards(stack, watched, []);
  graphs = stack.node.findAll().flatMap((construct) => {
    const { dashboardBody } = Object(construct);
    if (dashboardBody === undefined) return [];
    // Each widget names the Region by `Ref`.
    const [, parts] = stack.resolve(dashboardBody)['Fn::Join'] as [string, readonly unknown[]];
    const text = parts.map((part) => (typeof part === 'string' ? part : watched.region)).join('');
    return metricWidgets(readDashboard(text));
  });
});

const start = Date.parse('2026-11-25T00:00:00Z');
type Values = Readonly<Record<string, readonly (number | readonly number[] | undefined)[]>>;

/** The id of an expression. */
const shownAs = (label: string) => `the line "${label}"`;

/** The queries of a graph but for its searches. */
function queriesOf(graph: MetricWidget): readonly MetricQuery[] {
  const references = [...referencesOf(graph)];
  return graph.properties.metrics.flatMap((line, index): MetricQuery[] => {
    const options = Object(line.at(-1));
    const { label, expression, stat = 'Average', period = 300 } = options;
    if (expression !== undefined) {
      const id = shownAs(label);
      return expression.startsWith('SEARCH') ? [] : [{ id, expression, returnData: true }];
    }
    const { id = `line${index}` } = options;
    const [namespace = '', name = '', ...pairs] = references.shift() ?? [];
    const names = pairs.filter((_, place) => place % 2 === 0);
    const dimensions = Object.fromEntries(names.map((key, place) => [key, pairs[2 * place + 1]]));
    const metric = { namespace, name, dimensions, statistic: stat, periodSeconds: period };
    return [{ id, metric, returnData: true }] as MetricQuery[];
  });
}

/**
 * What a line of a graph shows.
 *
 * @param values of its metrics, by their ids, period by period
 */
function drawn(title: RegExp, label: string, values: Values): readonly (number | undefined)[] {
  const graph = graphs.find(({ properties }) => title.test(properties.title)) as MetricWidget;
  const queries = queriesOf(graph);
  const periodSeconds = Object(optionsOf(graph).find((line) => line.label === label)).period ?? 300;
  const store = new MetricStore();
  for (const [id, series] of Object.entries(values)) {
    const metric = queries.find((query) => query.id === id)?.metric;
    if (metric === undefined) throw new Error(`${graph.properties.title} has no metric ${id}`);
    series.forEach((value, index) => {
      if (value === undefined) return;
      const timestamp = start + index * periodSeconds * 1000;
      store.put({ ...metric, timestamp, values: [value].flat() });
    });
  }
  const count = Math.max(...Object.values(values).map(({ length }) => length));
  const times = Array.from({ length: count }, (_, index) => start + index * periodSeconds * 1000);
  const result = compileQueries(queries, store).evaluate(shownAs(label), { times, periodSeconds });
  if (result.kind !== 'series') throw new Error(`${label} is not one line`);
  return result.points.map((point) => (point === undefined ? point : Number(point.toFixed(6))));
}

it('compute with what CloudWatch’s metric math knows', () => {
  expect(graphs.length).toBeGreaterThan(30);
  for (const graph of graphs) compileQueries(queriesOf(graph), new MetricStore());
});

describe('a graph shows', () => {
  it('a spike where another version starts, and nothing at other cold starts', () => {
    const ingestionVersion = [41, undefined, 41, undefined, 42, 42, 41];
    expect(drawn(/^API: requests/, 'deployed: ingestion', { ingestionVersion })).toEqual([
      ...[undefined, 0, 0, 0, 1, 0, 1],
    ]);
  });

  it('how much of the error budgets is left, hour by hour', () => {
    const requests60 = [1000, 1000, undefined];
    const failed60 = [1, undefined, undefined];
    const title = /^Error budgets left/;
    expect(drawn(title, 'availability', { requests60, failed60 })).toEqual([0, 50, 50]);
    const waits = [Array.from({ length: 100 }, (_, index) => (index < 2 ? 31_000 : 100))];
    expect(drawn(title, 'freshness', { fresh60: [...waits, [100]] })).toEqual([-100, -98.019802]);
  });

  it('how fast they burn, without what the gateway throttles', () => {
    const counts = { requests5: [1100], throttled5: [100], failed5: [10] };
    expect(drawn(/^Burn rate/, 'availability, over 5 min', counts)).toEqual([10]);
    const fresh60 = [[100, 100, 100, 31_000]];
    expect(drawn(/^Burn rate/, 'freshness, over 1 h', { fresh60 })).toEqual([25]);
  });

  it('cold starts in percent, also where there were none', () => {
    const counts = { invocations: [10, 10, undefined], cold: [1, undefined, undefined] };
    expect(drawn(/^Ingestion: cold starts/, 'cold starts', counts)).toEqual([10, 0, undefined]);
  });

  it('what goes in and out of the queue in a second', () => {
    expect(drawn(/^Intake queue: in and out/, 'sent', { sent: [120] })).toEqual([2]);
  });

  it('no residue while what waits is now visible, now in flight, as the alarm sees none', () => {
    const books = { accepted: [9, 9, 9], settled: [2, 2, 2], uncertain: [0, 0, 0] };
    const moving = [[7, 0], [0, 7], [7]];
    const residue = (values: Values) => drawn(/^Residue/, 'residue', { ...books, ...values });
    expect(residue({ visible: moving, inFlight: [[0, 7], [7, 0], [0]] })).toEqual([0, 0, 0]);
    expect(residue({ visible: [7, 6, 5], settled: [2, 4, 1] })).toEqual([0, -1, 3]);
  });

  it('which share of the webhooks came back', () => {
    const counts = { invoked: [20, 20], failed: [1, undefined] };
    expect(drawn(/partial failures/, 'came back', counts)).toEqual([5, 0]);
  });

  it('what it costs: a million requests a minute, by the hour, and each million', () => {
    const million = 1_000_000;
    const gateway = drawn(/^Cost/, 'gateway', { requests: [million] });
    expect(gateway).toEqual([60 * listPrices.restRequest.usd]);
    const calls = {
      ...{ requests: [million], accepted: [million / 2], calls: [million] },
      ingestionMs: [2 * million],
    };
    const gigabyteSeconds = (2 * million * 0.512) / 1.024 / 1000;
    const dollars =
      listPrices.restRequest.usd +
      listPrices.invocation.usd +
      gigabyteSeconds * listPrices.gigabyteSecond.usd;
    const [shown = 0] = drawn(/^Cost/, 'a million webhooks', calls);
    expect(shown).toBeCloseTo(2 * dollars, 5);
  });
});
