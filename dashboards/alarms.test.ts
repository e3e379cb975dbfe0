import { beforeAll, describe, expect, it } from 'vitest';
import { findUnknownMetric, type MetricReference } from '../test/factories/known-metrics.ts';
import {
  type Resource,
  type SynthesizedStack,
  synthesizeStack,
} from '../test/factories/synthesized-stack.ts';
import { alarmSlug, alarms as catalogue } from './alarms.ts';

interface WatchedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Period: number;
}

let stack: SynthesizedStack;
let alarms: readonly Resource[];

beforeAll(async () => {
  stack = await synthesizeStack({ stage: 'prod' });
  alarms = stack.someOfType('AWS::CloudWatch::Alarm');
}, 120_000);

describe('alarmSlug', () => {
  it('turns a construct id into the name of its page', () => {
    expect(alarmSlug('DlqNotEmpty')).toBe('dlq-not-empty');
    expect(alarmSlug('Api5xx')).toBe('api5xx');
  });
});

describe('every alarm', () => {
  it('of the catalogue is deployed', () => {
    const expected = Object.keys(catalogue).map((id) => `spillway-prod-${alarmSlug(id)}`);
    expect(alarms.map(({ properties }) => properties.AlarmName).toSorted()).toEqual(
      expected.toSorted(),
    );
  });

  it('says what, with a number, what it does to whom, where to look, and how severe it is', () => {
    for (const { properties } of alarms) {
      const [meaning, impact, runbook, dashboard, severity, ...rest] =
        properties.AlarmDescription.split(' · ');
      expect(meaning).toMatch(/^[^.]*\d[^.]*\.$/);
      expect(impact).toMatch(/^Impact: .+\.$/);
      expect(runbook).toMatch(/^Runbook: https:\/\/\S+\.md$/);
      expect(dashboard).toMatch(/^Dashboard: https:\/\/\S+#dashboards\/dashboard\/spillway-prod-/);
      expect(severity).toMatch(/^Severity: [PT]$/);
      expect(rest).toEqual([]);
      // CloudWatch's limit. Region names add a few characters to what stands here.
      expect(properties.AlarmDescription.length).toBeLessThan(1_000);
    }
  });

  it('tells the topic when it fires and when it is over', () => {
    const [topic] = stack.ofType('AWS::SNS::Topic');
    expect(topic).toBeDefined();
    for (const { properties } of alarms) {
      expect(properties.AlarmActions).toEqual([`<${topic?.id}>`]);
      expect(properties.OKActions).toEqual([`<${topic?.id}>`]);
    }
  });

  it('says what silence means', () => {
    for (const { properties } of alarms) {
      expect(['breaching', 'notBreaching', 'ignore']).toContain(properties.TreatMissingData);
    }
  });

  it('wants M of N periods, M at most N, and looks back a day at most', () => {
    for (const alarm of alarms) {
      const { DatapointsToAlarm, EvaluationPeriods } = alarm.properties;
      expect(DatapointsToAlarm).toBeGreaterThan(0);
      expect(DatapointsToAlarm).toBeLessThanOrEqual(EvaluationPeriods);
      const periods = metricsOf(alarm).map(({ Period }) => Period);
      expect(new Set(periods).size).toBe(1);
      expect((periods[0] ?? 0) * EvaluationPeriods).toBeLessThanOrEqual(86_400);
    }
  });

  it('watches metrics that are published', () => {
    for (const alarm of alarms) {
      const watched = metricsOf(alarm).map(referenceOf);
      expect(watched).not.toEqual([]);
      expect(watched.flatMap((metric) => findUnknownMetric(metric, stack) ?? [])).toEqual([]);
    }
  });
});

/** What an alarm watches: one metric, or those of its expression. */
function metricsOf({ properties }: Resource): readonly WatchedMetric[] {
  if (!properties.Metrics) return [properties];
  return properties.Metrics.flatMap(({ MetricStat }: Resource['properties']) =>
    MetricStat ? [{ ...MetricStat.Metric, Period: MetricStat.Period }] : [],
  );
}

function referenceOf({ Namespace, MetricName, Dimensions }: WatchedMetric): MetricReference {
  return [Namespace, MetricName, ...Dimensions.flatMap(({ Name, Value }) => [Name, Value])];
}
