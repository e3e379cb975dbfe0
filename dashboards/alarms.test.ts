import { beforeAll, describe, expect, it } from 'vitest';
import { findUnknownMetric } from '../test/factories/known-metrics.ts';
import {
  type Resource,
  type SynthesizedStack,
  synthesizeStack,
} from '../test/factories/synthesized-stack.ts';
import { alarmSlug } from './alarms.ts';

let stack: SynthesizedStack;
let alarms: readonly Resource[];

beforeAll(async () => {
  stack = await synthesizeStack({ stage: 'prod' });
  alarms = stack.ofType('AWS::CloudWatch::Alarm');
}, 120_000);

describe('alarmSlug', () => {
  it('turns a construct id into the name of its page', () => {
    expect(alarmSlug('DlqNotEmpty')).toBe('dlq-not-empty');
    expect(alarmSlug('Api5xx')).toBe('api5xx');
  });
});

describe('every alarm', () => {
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
    for (const { properties } of alarms) {
      const { DatapointsToAlarm, EvaluationPeriods, Period } = properties;
      expect(DatapointsToAlarm).toBeGreaterThan(0);
      expect(DatapointsToAlarm).toBeLessThanOrEqual(EvaluationPeriods);
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual(86_400);
    }
  });

  it('watches a metric that is published', () => {
    for (const { properties } of alarms) {
      const { Namespace, MetricName, Dimensions } = properties;
      const dimensions = Dimensions.flatMap(({ Name, Value }: Record<string, string>) => [
        Name,
        Value,
      ]);
      expect(findUnknownMetric([Namespace, MetricName, ...dimensions], stack)).toBeUndefined();
    }
  });
});
