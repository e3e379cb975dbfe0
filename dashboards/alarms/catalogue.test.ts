import { beforeAll, describe, expect, it } from 'vitest';
import type { ReadableResource as Resource } from '../../client/stage/readable-template.ts';
import { findUnknownMetric, type MetricReference } from '../../test/factories/known-metrics.ts';
import { type SynthesizedStack, synthesizeStack } from '../../test/factories/synthesized-stack.ts';
import type { AlarmText } from './alarm-definition.ts';
import { alarmSlug } from './alarm-slug.ts';
import { burnWindows } from './burn-windows.ts';
import { alarms as catalogue, metricAlarms, subjectsOf } from './catalogue.ts';
import { burnAlarms } from './service-levels.ts';
import { degradedId, siblings } from './siblings.ts';

interface WatchedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Period: number;
}

const definitions: Readonly<Record<string, AlarmText>> = catalogue;
const day = 86_400;
/** The alarms of which there are several, and whose the only one of the tests' configuration is. */
const eachOf: Readonly<Record<string, string>> = {
  ...{ 'signature-failures': 'github', 'destination-failing': 'app' },
  ...{ 'source-silent': 'github', 'missed-deliveries': 'github' },
  ...{ 'delivered-but-absent': 'github' },
  ...{ 'delivery-log-unreadable': 'github', 'reconciler-silent': 'github' },
};

let prod: SynthesizedStack;
let dev: SynthesizedStack;
/** `dev` as it is deployed, without tickets. */
let pagesOnly: SynthesizedStack;
/** Everything of both stages that has a state. */
let alarms: readonly Resource[];
/** Those of both stages that look at metrics. */
let onMetrics: readonly Resource[];

beforeAll(async () => {
  [prod, dev, pagesOnly] = await Promise.all([
    synthesizeStack({ stage: 'prod' }),
    synthesizeStack({
      stage: 'dev',
      context: {
        ingestionTimeoutSeconds: '20',
        processingTimeoutSeconds: '40',
        intakeRetentionDays: '2',
        deadLetterRetentionDays: '10',
        accountConcurrency: '500',
        destinationAttempts: '7',
        ticketAlarms: 'true',
      },
    }),
    synthesizeStack({ stage: 'dev' }),
  ]);
  onMetrics = [prod, dev].flatMap((stack) => stack.someOfType('AWS::CloudWatch::Alarm'));
  alarms = [...onMetrics, ...compositesOf(prod), ...compositesOf(dev)];
}, 120_000);

describe('alarmSlug', () => {
  it.each([
    ['DlqNotEmpty', 'dlq-not-empty'],
    ['Api5xx', 'api-5xx'],
    ['AvailabilityBurn30min', 'availability-burn-30min'],
  ])('turns the construct id %s into the page’s name %s', (id, slug) => {
    expect(alarmSlug(id)).toBe(slug);
  });
});

describe('the alarms of a stage', () => {
  it('are those of the catalogue, one for each source or destination where it says so', () => {
    const expected = [
      ...Object.keys(definitions)
        .map(alarmSlug)
        .filter((slug) => !(slug in eachOf)),
      ...Object.entries(eachOf).map(([slug, one]) => `${slug}-${one}`),
      ...Object.keys(burnWindows).map(alarmSlug),
      alarmSlug(degradedId),
    ];
    expect(namesOf(prod)).toEqual(expected.map((slug) => `spillway-prod-${slug}`).toSorted());
  });

  it('wake someone in dev too, but write no tickets there', () => {
    const pages = Object.keys(definitions).filter((id) => definitions[id]?.severity === 'P');
    const telling = tellingOf(pagesOnly).map(({ properties }) => nameOf(properties));
    const named = pages
      .map(alarmSlug)
      .map((slug) => (slug in eachOf ? `${slug}-${eachOf[slug]}` : slug));
    expect(telling.toSorted()).toEqual(named.map((slug) => `spillway-dev-${slug}`).toSorted());
    expect(namesOf(pagesOnly).filter((name) => name.includes('drip'))).toEqual([]);
  });

  it('look at all sources together where there are too many for one alarm each', () => {
    const many = Array.from({ length: 31 }, (_, index) => `source-${index}`);
    const { SignatureFailures, DlqNotEmpty } = metricAlarms;
    const watched = { sources: many, destinations: [], cadences: {}, deliveryLogs: [] };
    expect(subjectsOf(SignatureFailures, watched)).toEqual([undefined]);
    expect(subjectsOf(SignatureFailures, { ...watched, sources: many.slice(1) })).toHaveLength(30);
    expect(subjectsOf(DlqNotEmpty, watched)).toEqual([undefined]);
  });

  it('are none on the logs of senders where no source has one', () => {
    const watched = { sources: ['github'], destinations: [], cadences: {}, deliveryLogs: [] };
    expect(subjectsOf(metricAlarms.MissedDeliveries, watched)).toEqual([]);
    expect(subjectsOf(metricAlarms.ReconcilerSilent, watched)).toEqual([]);
  });
});

describe('every alarm', () => {
  it('says what, with a number, what it does to whom, where to look, and how severe it is', () => {
    for (const { properties } of [prod, dev].flatMap(tellingOf)) {
      const [meaning, impact, runbook, dashboard, severity, ...rest] =
        properties.AlarmDescription.split(' · ');
      expect(meaning).toMatch(/^[A-Z0-9].*\d.*[^.]\.$/);
      expect(meaning).not.toContain('. ');
      expect(impact).toMatch(/^Impact: .+\.$/);
      expect(runbook).toMatch(/^Runbook: https:\/\/\S+\.md$/);
      expect(dashboard).toMatch(/^Dashboard: https:\/\/\S+#dashboards\/dashboard\/spillway-/);
      expect(severity).toMatch(/^Severity: [PT](, in maintenance too)?$/);
      expect(rest).toEqual([]);
    }
  });

  it('has a description that CloudWatch takes', () => {
    for (const { properties } of alarms) {
      // CloudWatch's limit is 1,024. Region names add a few characters to what stands here.
      expect(properties.AlarmDescription.length).toBeLessThan(1_000);
    }
  });

  it('that tells somebody says when it fires and when it is over, to the topic of its severity', () => {
    for (const stack of [prod, dev]) {
      const topics = stack.someOfType('AWS::SNS::Topic');
      const topicOf = (properties: Resource['properties']) => {
        const name = /Severity: P\b/.test(properties.AlarmDescription) ? 'pages' : 'tickets';
        const found = topics.find(({ properties: { TopicName } }) => TopicName.endsWith(name));
        return `<${found?.id}>`;
      };
      expect(tellingOf(stack).length).toBe(Object.keys(definitions).length);
      for (const { properties } of tellingOf(stack)) {
        expect(properties.AlarmActions).toEqual([topicOf(properties)]);
        expect(properties.OKActions).toEqual([topicOf(properties)]);
      }
    }
  });

  it('that tells nobody is part of one that does, or for display', () => {
    const silent = Object.keys(burnWindows).concat(degradedId).map(alarmSlug);
    for (const stack of [prod, dev]) {
      const telling = new Set(tellingOf(stack).map(({ id }) => id));
      const others = alarms.filter((alarm) => stack.resources.includes(alarm));
      const quiet = others.filter(({ id }) => !telling.has(id));
      expect(quiet.map(({ properties }) => slugIn(properties)).toSorted()).toEqual(
        silent.toSorted(),
      );
      for (const { properties } of quiet) expect(properties.OKActions).toBeUndefined();
    }
  });

  it('tells in maintenance too only of what is lost', () => {
    const telling = tellingOf(prod).filter(({ properties }) =>
      properties.AlarmDescription.endsWith(', in maintenance too'),
    );
    expect(telling.map(({ properties }) => slugIn(properties)).toSorted()).toEqual([
      'conservation-residue',
      'delivered-but-absent-github',
      'dlq-age',
      'dlq-growing',
      'dlq-not-empty',
      'missed-deliveries-github',
    ]);
  });

  it('names as siblings others of the catalogue', () => {
    expect(Object.keys(siblings).toSorted()).toEqual(Object.keys(definitions).toSorted());
    for (const [id, others] of Object.entries<readonly string[]>(siblings)) {
      expect(others).not.toContain(id);
      expect(others.filter((other) => !(other in definitions))).toEqual([]);
      expect(new Set(others).size).toBe(others.length);
    }
  });

  it('says how it behaves at 10 webhooks a day, in whole sentences', () => {
    for (const { atLowTraffic } of Object.values(definitions)) expect(atLowTraffic).toMatch(/\.$/);
  });
});

describe('every alarm on metrics', () => {
  it('says what silence means', () => {
    for (const { properties } of onMetrics) {
      expect(['breaching', 'notBreaching', 'ignore']).toContain(properties.TreatMissingData);
    }
  });

  it('wants M of N periods, M at most N, and looks back no longer than CloudWatch does', () => {
    for (const alarm of onMetrics) {
      const { DatapointsToAlarm, EvaluationPeriods } = alarm.properties;
      expect(DatapointsToAlarm).toBeGreaterThan(0);
      expect(DatapointsToAlarm).toBeLessThanOrEqual(EvaluationPeriods);
      const longest = periodOf(alarm) < 3_600 ? day : 7 * day;
      expect(periodOf(alarm) * EvaluationPeriods).toBeLessThanOrEqual(longest);
    }
  });

  it('fills gaps only where the newest, late minute does not decide', () => {
    const filling = onMetrics.filter(({ properties }) =>
      expressionOf(properties)?.includes('FILL'),
    );
    expect(filling.length).toBeGreaterThan(0);
    for (const alarm of filling) {
      const { DatapointsToAlarm } = alarm.properties;
      // Metrics are late by 2 or 3 minutes. In 5 there are some that have come.
      expect(DatapointsToAlarm > 1 || periodOf(alarm) >= 300).toBe(true);
    }
  });

  it('computes with at most 10 metrics, and searches for none', () => {
    for (const alarm of onMetrics) {
      expect(metricsOf(alarm).length).toBeGreaterThan(0);
      expect(metricsOf(alarm).length).toBeLessThanOrEqual(10);
      expect(expressionOf(alarm.properties) ?? '').not.toMatch(/SEARCH|ANOMALY|RUNNING_SUM/);
    }
  });

  it('computes a share only of so many that it says something', () => {
    const shares = onMetrics.filter(
      ({ properties }) =>
        / \/ /.test(expressionOf(properties) ?? '') &&
        !/drain|dead|silent/.test(nameOf(properties)),
    );
    expect(shares.length).toBeGreaterThan(0);
    for (const { properties } of shares) {
      const [, condition = ''] =
        /^IF\((.+?), /.exec(expressionOf(properties)?.replaceAll(', 0)', ')') ?? '') ?? [];
      const floors = [...condition.matchAll(/>=? ([\d.]+)/g)].map(([, floor]) => Number(floor));
      // More than 2.5 of what is reckoned from a percentage is 3 or more.
      expect(Math.max(...floors)).toBeGreaterThanOrEqual(2.5);
    }
  });

  it('watches metrics that are published', () => {
    for (const stack of [prod, dev]) {
      const watched = stack.someOfType('AWS::CloudWatch::Alarm').flatMap(metricsOf);
      const unknown = watched
        .map(referenceOf)
        .flatMap((one) => findUnknownMetric(one, stack) ?? []);
      expect(unknown).toEqual([]);
    }
  });
});

describe('a threshold', () => {
  it.each([
    ['ingestion-near-timeout', 9_500, 19_000],
    ['processing-near-timeout', 28_500, 38_000],
    ['dlq-age', 0.75 * 10 * day, 0.75 * 8 * day],
    ['concurrency-claimed', 900, 450],
  ])('follows what is deployed: %s', (slug, inProd, inDev) => {
    const thresholds = [prod, dev].map((stack) => named(stack, slug)?.Threshold);
    expect(thresholds).toEqual([inProd, inDev]);
  });

  it('that follows is the one in the sentence', () => {
    expect(named(dev, 'ingestion-near-timeout')?.AlarmDescription).toMatch(/than 19 s .* at 20 s/);
    expect(named(dev, 'dlq-age')?.AlarmDescription).toMatch(/older than 6 days.*10 days old/);
    expect(named(dev, 'concurrency-claimed')?.AlarmDescription).toContain('500 concurrent');
    expect(named(dev, 'final-attempt-failed')?.AlarmDescription).toContain('its 7 attempts');
  });
});

describe('a composite', () => {
  it('wakes someone only for a burn rate, and needs both of its windows', () => {
    const telling = compositesOf(prod).filter(({ properties }) => properties.AlarmActions);
    expect(telling.map(({ properties }) => slugIn(properties)).toSorted()).toEqual(
      Object.keys(burnAlarms).map(alarmSlug).toSorted(),
    );
    const rule = compositesOf(prod).find(
      ({ properties }) => slugIn(properties) === 'freshness-burn',
    )?.properties.AlarmRule;
    const windows = [...rule.matchAll(/ALARM\("<(Alarms[A-Za-z]+Burn\d+(?:h|min))/g)];
    expect(windows.map(([, id]) => id)).toEqual(
      ['1h', '5min', '6h', '30min'].map((window) => `AlarmsFreshnessBurn${window}`),
    );
    expect(rule).toMatch(/^\(\(.+ AND .+\) OR \(.+ AND .+\)\)$/);
  });

  it('sums up everything that wakes someone, for display', () => {
    const pages = Object.values(definitions).filter(({ severity }) => severity === 'P');
    const [degraded] = compositesOf(prod).filter(
      ({ properties }) => slugIn(properties) === 'pipeline-degraded',
    );
    expect(degraded?.properties.AlarmRule.match(/ALARM\(/g)).toHaveLength(pages.length);
  });
});

function compositesOf(stack: SynthesizedStack): readonly Resource[] {
  return stack.someOfType('AWS::CloudWatch::CompositeAlarm');
}

function tellingOf(stack: SynthesizedStack): readonly Resource[] {
  return [...stack.someOfType('AWS::CloudWatch::Alarm'), ...compositesOf(stack)].filter(
    ({ properties }) => properties.AlarmActions,
  );
}

function namesOf(stack: SynthesizedStack): readonly string[] {
  const all = [...stack.someOfType('AWS::CloudWatch::Alarm'), ...compositesOf(stack)];
  return all.map(({ properties }) => nameOf(properties)).toSorted();
}

const nameOf = ({ AlarmName }: Resource['properties']): string => AlarmName;

function slugIn(properties: Resource['properties']): string {
  return nameOf(properties).replace(/^spillway-[a-z]+-/, '');
}

function named(stack: SynthesizedStack, slug: string): Resource['properties'] | undefined {
  return stack
    .someOfType('AWS::CloudWatch::Alarm')
    .find(({ properties }) => slugIn(properties) === slug)?.properties;
}

function expressionOf({ Metrics }: Resource['properties']): string | undefined {
  return Metrics?.find((query: Resource['properties']) => query.Expression)?.Expression;
}

function periodOf(alarm: Resource): number {
  const periods = new Set(metricsOf(alarm).map(({ Period }) => Period));
  expect(periods.size).toBe(1);
  return [...periods][0] ?? 0;
}

/** What an alarm watches: one metric, or those of its expression. */
function metricsOf({ properties }: Resource): readonly WatchedMetric[] {
  if (!properties.Metrics) return [properties];
  return properties.Metrics.flatMap(({ MetricStat }: Resource['properties']) =>
    MetricStat ? [{ ...MetricStat.Metric, Period: MetricStat.Period }] : [],
  );
}

function referenceOf({ Namespace, MetricName, Dimensions = [] }: WatchedMetric): MetricReference {
  return [Namespace, MetricName, ...Dimensions.flatMap(({ Name, Value }) => [Name, Value])];
}
