import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '../service/telemetry/metric-names.ts';
import { type DashboardBody, readDashboard } from '../test/factories/dashboard-body.ts';
import {
  idsUsedBy,
  metricWidgets,
  misplaced,
  optionsOf,
  referencesOf,
  searchesOf,
} from '../test/factories/drawn-metrics.ts';
import { findUnknownMetric } from '../test/factories/known-metrics.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { slo } from './slo.ts';

const root = join(import.meta.dirname, '..');

let stack: SynthesizedStack;
let overview: DashboardBody;
let pipeline: DashboardBody;
let both: readonly DashboardBody[];

beforeAll(async () => {
  stack = await synthesizeStack({ context: { ticketAlarms: 'true' } });
  const named = (name: string) => {
    const found = stack
      .ofType('AWS::CloudWatch::Dashboard')
      .find(({ properties }) => properties.DashboardName === `spillway-dev-${name}`);
    return readDashboard(found?.properties.DashboardBody);
  };
  overview = named('overview');
  pipeline = named('pipeline');
  both = [overview, pipeline];
}, 120_000);

const graphs = () => both.flatMap(metricWidgets);

/** The texts of both dashboards. */
const markdown = () =>
  both.flatMap(({ widgets }) =>
    widgets.flatMap((widget) => (widget.type === 'text' ? [widget.properties.markdown] : [])),
  );

describe('the dashboards', () => {
  it('keep their logical ids, since CloudFormation creates no second one of a name that is taken', () => {
    const ids = stack.ofType('AWS::CloudWatch::Dashboard').map(({ id }) => id);
    expect(ids.toSorted()).toEqual(['OverviewE9CBADE9', 'PipelineC660917D']);
  });

  it('show the last three hours, each graph in its own steps', () => {
    for (const { start, periodOverride } of both) {
      expect({ start, periodOverride }).toEqual({ start: '-PT3H', periodOverride: 'inherit' });
    }
  });

  it('are 24 columns wide, and nothing lies on anything else', () => {
    expect(both.flatMap(misplaced)).toEqual([]);
  });

  it('have the rows of 0 to 3 and of 4 to 9, each with the pages of its alarms', () => {
    const headings = markdown().flatMap(
      (text) => /^## (\d .*)\nRunbooks: \[[a-z0-9-]+\]\(https:/.exec(text)?.[1] ?? [],
    );
    expect(headings).toEqual([
      ...['1 Service level', '2 Webhooks', '3 Edge', '4 Ingestion', '5 Queue', '6 Processing'],
      ...['7 Latency budget', '8 Dead letters', '9 Evidence'],
    ]);
  });

  it('are drawn in steps of one minute, but for what needs longer ones', () => {
    const defaultPeriod = 300;
    const longer = graphs()
      .filter((graph) => optionsOf(graph).some(({ period = defaultPeriod }) => period !== 60))
      .map(({ properties }) => properties.title);
    expect(longer).toEqual([
      expect.stringMatching(/^Error budgets left, of 30 days/),
      expect.stringMatching(/^Burn rate/),
      expect.stringMatching(/^Residue/),
      'What the audit counts in besides',
      'Webhooks that never came: asked for, and given up',
      'Senders’ logs: since when not read to their end',
      'Dead letters: new ones, by reason',
    ]);
  });

  it('open with what we promise, and the state of every alarm', () => {
    const [text] = markdown();
    expect(text).toContain(`${100 * slo.availability.target} %`);
    expect(text).toContain(`${slo.freshness.seconds} s`);
    const shown = overview.widgets.flatMap((widget) =>
      widget.type === 'alarm' ? widget.properties.alarms : [],
    );
    const deployed = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']
      .flatMap((type) => stack.ofType(type))
      .filter(({ properties }) => !/^Part of /.test(properties.AlarmDescription))
      .map(({ id }) => `<${id}.Arn>`);
    expect(shown.toSorted()).toEqual(deployed.toSorted());
  });
});

describe('the links', () => {
  const links = () =>
    markdown().flatMap((text) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, url = '']) => url));

  it('of the rows reach the page of every alarm', () => {
    const pages = stack
      .someOfType('AWS::CloudWatch::Alarm')
      .map(({ properties }) => /Runbook: (\S+)/.exec(properties.AlarmDescription)?.[1]);
    expect(links()).toEqual(expect.arrayContaining(pages));
  });

  it('reach pages that exist', () => {
    const pages = links().filter((url) => url.endsWith('.md'));
    const known = globSync('runbooks/*.md', { cwd: root }).map((file) => basename(file));
    expect(pages).not.toEqual([]);
    expect(pages.map((url) => basename(url)).filter((page) => !known.includes(page))).toEqual([]);
  });

  it('reach the console of this region, and dashboards that are deployed', () => {
    const [region, ...others] = new Set(
      links().flatMap((url) => /[?&]region=([^#]+)/.exec(url)?.[1] ?? []),
    );
    expect([region, others]).toEqual(['<AWS::Region>', []]);
    const names = links().flatMap((url) => /#dashboards\/dashboard\/(.+)$/.exec(url)?.[1] ?? []);
    const deployed = stack
      .ofType('AWS::CloudWatch::Dashboard')
      .map(({ properties }) => properties.DashboardName);
    expect(new Set(names)).toEqual(new Set(deployed));
    for (const url of links())
      expect(() => new URL(url.replaceAll('<AWS::Region>', 'x'))).not.toThrow();
  });
});

describe('the graphs', () => {
  it('draw only metrics that somebody publishes', () => {
    const unknown = graphs().flatMap((graph) =>
      [
        ...referencesOf(graph),
        ...searchesOf(graph).map(({ namespace, name, service, dimensions }) => [
          ...[namespace, name],
          ...dimensions.flatMap((key) => [key, key === 'service' ? service : 'any']),
        ]),
      ].flatMap((reference) => {
        const problem = findUnknownMetric(reference, stack);
        return problem ? [`${graph.properties.title}: ${problem}`] : [];
      }),
    );
    expect(unknown).toEqual([]);
  });

  it('and the alarms leave out no metric of ours', () => {
    const watched = JSON.stringify(stack.someOfType('AWS::CloudWatch::Alarm'));
    const drawn = new Set([
      ...graphs().flatMap((graph) => referencesOf(graph).map(([, name]) => name)),
      ...graphs().flatMap((graph) => searchesOf(graph).map(({ name }) => name)),
    ]);
    const missing = [...Object.keys(metrics), 'ColdStart'].filter(
      (name) => !drawn.has(name) && !watched.includes(`"MetricName":"${name}"`),
    );
    expect(missing).toEqual([]);
  });

  it('compute only with metrics that stand in the same graph', () => {
    const missing = graphs().map((graph) => {
      const ids = optionsOf(graph).map(({ id }) => id);
      return { graph, ids: idsUsedBy(graph).filter((id) => !ids.includes(id)) };
    });
    expect(graphs().flatMap(idsUsedBy)).not.toEqual([]);
    expect(missing.filter(({ ids }) => ids.length > 0)).toEqual([]);
  });

  it('count what is in flight with what is delayed', () => {
    const backlog = graphs().find(({ properties }) => /backlog/.test(properties.title));
    const drawn = backlog && referencesOf(backlog).map(([, name]) => name);
    expect(drawn?.slice(0, 3)).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ]);
  });
});

describe('every metric of ours', () => {
  it('is written by code of ours', () => {
    const files = globSync('{service,infra}/**/*.ts', { cwd: root }).filter(
      (file) => !/\.test\.ts$|metric-names\.ts$/.test(file),
    );
    const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const unwritten = Object.keys(metrics).filter(
      (name) => !new RegExp(`\\b${name}\\b`).test(code),
    );
    expect(unwritten).toEqual([]);
  });
});

describe('the saved queries', () => {
  // https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-logs/blob/master/aws-logs-querydefinition/aws-logs-querydefinition.json
  it('have names that CloudFormation takes: folders, and neither a colon nor an asterisk', () => {
    const names = stack
      .someOfType('AWS::Logs::QueryDefinition')
      .map(({ properties }) => String(properties.Name));
    expect(names.filter((name) => !/^(?:[^:*/]+\/)*[^:*/]+$/.test(name))).toEqual([]);
    expect(names.filter((name) => name.length > 255)).toEqual([]);
  });
});
