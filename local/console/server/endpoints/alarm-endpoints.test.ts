import { PutMetricDataCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trouble } from '../../../../client/alarms/read-trouble.ts';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import { checkEnd, type RunbookEnd } from './check-end.ts';
import { listAlarms } from './list-alarms.ts';
import { type AlarmStory, readAlarm } from './read-alarm.ts';
import { type AlarmPast, readAlarmHistory } from './read-alarm-history.ts';
import { type AlarmMetrics, readAlarmMetrics } from './read-alarm-metrics.ts';
import { type RunbookView, readRunbookPage } from './read-runbook-page.ts';

const topic = 'arn:aws:sns:eu-west-1:000000000000:spillway-dev-pages';
const links = (page: string) =>
  `Runbook: https://example.com/runbooks/${page}.md · Dashboard: https://x.example/home?region=x#dashboards/dashboard/spillway-dev-overview`;
const metric = { Namespace: 'N', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 3 };

function alarm(name: string, AlarmDescription: string, properties: object = {}) {
  return {
    logicalId: name,
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      ...{ AlarmName: `spillway-dev-${name}`, AlarmDescription, AlarmActions: [topic] },
      ...{ ...metric, MetricName: name, ComparisonOperator: 'GreaterThanThreshold' },
      ...{ TreatMissingData: 'notBreaching', ...properties },
    },
  } as const;
}

const part = (name: string) =>
  alarm(name, `Part of freshness-burn: too fast. · ${links('freshness-burn')}`);

let fixture: EndpointFixture;

beforeAll(async () => {
  fixture = await startEndpointFixture({
    alarms: [
      alarm(
        'dlq-not-empty',
        `A dead letter. · Impact: Lost. · ${links('dlq-not-empty')} · Severity: P`,
      ),
      alarm('dlq-growing', `More dead letters. · ${links('dlq-growing')} · Severity: P`),
      alarm('signature-failures-shop', `Bad ones. · ${links('signature-failures')} · Severity: P`),
      part('freshness-burn-1h'),
      part('freshness-burn-5min'),
      {
        logicalId: 'burn',
        type: 'AWS::CloudWatch::CompositeAlarm',
        properties: {
          ...{ AlarmName: 'spillway-dev-freshness-burn', AlarmActions: [topic] },
          AlarmDescription: `Late. · ${links('freshness-burn')} · Severity: P`,
          AlarmRule:
            '(ALARM("spillway-dev-freshness-burn-1h") AND ALARM("spillway-dev-freshness-burn-5min"))',
        },
      },
    ],
  });
});
afterAll(() => fixture.stop());

const of = (name: string, query: Readonly<Record<string, string>> = {}) => ({
  params: { name },
  query,
});

/** As CloudWatch does when it has evaluated it. */
async function fire(name: string, recentDatapoints: readonly number[]): Promise<void> {
  const StateReasonData = JSON.stringify({ recentDatapoints, threshold: 3 });
  const state = { StateValue: 'ALARM', StateReason: 'Threshold Crossed', StateReasonData } as const;
  const AlarmName = `spillway-dev-${name}`;
  await fixture.context.clients.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, ...state }));
}

describe('the alarms of a stage', () => {
  it('are listed with what they watch and since when, without those that are only parts', async () => {
    await fire('dlq-not-empty', [5, 7]);
    const { alarms, on } = await fixture.ask<Trouble>(listAlarms);
    expect(alarms.map(({ name }) => name)).toEqual([
      ...['dlq-not-empty', 'dlq-growing', 'signature-failures-shop', 'freshness-burn'],
    ]);
    expect(alarms[0]).toMatchObject({ state: 'ALARM', meaning: 'A dead letter.' });
    expect(alarms[0]?.reason).toContain('Last measured: 7, with a threshold of 3.');
    expect(on.map(({ first }) => first.name)).toEqual(['dlq-not-empty']);
  });

  it('tell each when it fires, its siblings and the dashboard that shows it', async () => {
    expect(await fixture.ask<AlarmStory>(readAlarm, of('dlq-not-empty'))).toMatchObject({
      ...{ page: 'dlq-not-empty', severity: 'P', impact: 'Lost.', dashboard: 'overview' },
      condition: {
        ...{ operator: '>', threshold: 3, datapoints: 1, periods: 1, periodSeconds: 60 },
        missing: 'notBreaching',
      },
      siblings: [{ name: 'dlq-growing' }],
      children: [],
    });
  });

  it('are found by their full name, and by the page of their kind', async () => {
    for (const name of ['spillway-dev-signature-failures-shop', 'signature-failures']) {
      const story = await fixture.ask<AlarmStory>(readAlarm, of(name));
      expect(story.name).toBe('signature-failures-shop');
    }
    expect(await fixture.ask(readAlarm, of('dlq-age'))).toEqual({
      name: 'dlq-age',
      isMissing: true,
    });
    await expect(fixture.ask(readAlarm, of('dlq-not-emty'))).rejects.toMatchObject({
      ...{ message: 'The stage dev has no alarm dlq-not-emty.' },
      remedy: 'Did you mean dlq-not-empty?',
    });
  });

  it('have parts, where they are alarms of alarms, and a graph of each', async () => {
    const { children } = await fixture.ask<AlarmStory>(readAlarm, of('freshness-burn'));
    expect(children.map(({ name }) => name)).toEqual(['freshness-burn-1h', 'freshness-burn-5min']);
    const { graphs } = await fixture.ask<AlarmMetrics>(readAlarmMetrics, of('freshness-burn'));
    expect(graphs.map(({ name }) => name)).toEqual(['freshness-burn-1h', 'freshness-burn-5min']);
  });

  it('show what they measured, and no value where there was none', async () => {
    const Timestamp = new Date(Date.now() - 5 * 60_000);
    const data = { MetricName: 'dlq-growing', Value: 4, Timestamp };
    await fixture.context.clients.cloudWatch.send(
      new PutMetricDataCommand({ Namespace: 'N', MetricData: [data] }),
    );
    const asked = of('dlq-growing', { range: '15m' });
    const { graphs } = await fixture.ask<AlarmMetrics>(readAlarmMetrics, asked);
    const [series] = graphs[0]?.data.series ?? [];
    expect(series?.values.filter((value) => value !== null)).toEqual([4]);
    expect(series?.values.length).toBeGreaterThan(10);
  });

  it('remember the value that made them fire', async () => {
    await fire('signature-failures-shop', [4, 9]);
    const asked = of('signature-failures-shop', { range: '1h' });
    const { changes, spans } = await fixture.ask<AlarmPast>(readAlarmHistory, asked);
    expect(changes[0]).toMatchObject({ to: 'ALARM', value: 9, reason: 'Threshold Crossed' });
    expect(spans.map(({ state }) => state)).toEqual(['INSUFFICIENT_DATA', 'ALARM']);
  });
});

it('says on a page which alarms that it leads to are none of the stage', async () => {
  const params = { alarm: 'dlq-not-empty' };
  const { steps } = await fixture.ask<RunbookView>(readRunbookPage, { params });
  const text = steps.map(({ prose }) => prose).join('\n');
  expect(text).toContain('[dlq-growing](dlq-growing.md),');
  expect(text).toContain('[dlq-age](dlq-age.md) (no alarm of this stage)');
});

it('says at the end of a page that it is over only where the alarm and all looks are calm', async () => {
  const check = () => fixture.ask<RunbookEnd>(checkEnd, { params: { alarm: 'dlq-not-empty' } });
  const set = (StateValue: 'ALARM' | 'OK') =>
    fixture.context.clients.cloudWatch.send(
      new SetAlarmStateCommand({
        ...{ AlarmName: 'spillway-dev-dlq-not-empty', StateValue, StateReason: 'a test' },
      }),
    );
  const calms = ({ looks }: RunbookEnd) => looks.map(({ isCalm }) => isCalm);
  await set('OK');
  const calm = await check();
  expect([calm.isOver, ...calms(calm)]).toEqual([true, true, true, true]);
  fixture.cli.addDeadLetter({ deliveryId: 'd-dead', source: 'github' });
  const troubled = await check();
  expect([troubled.isOver, ...calms(troubled)]).toEqual([false, true, false, true]);
  await set('ALARM');
  const on = await check();
  expect([on.isOver, on.windowSeconds, on.news]).toEqual([
    ...[false, 60, expect.stringMatching(/^dlq-not-empty is on since /)],
  ]);
});
