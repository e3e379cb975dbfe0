import type { AlarmDefinition, AlarmText } from '../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../dashboards/alarms/alarm-slug.ts';
import { type AlarmId, alarms } from '../dashboards/alarms/catalogue.ts';
import { siblings as siblingsOf } from '../dashboards/alarms/siblings.ts';
import type { StageResource } from './stage-resources.ts';

type Resources = readonly StageResource[];
type Properties = StageResource['properties'];
export type Row = readonly [label: string, text: string];

const definitions: Readonly<Record<AlarmId, AlarmText & Pick<AlarmDefinition, 'each'>>> = alarms;
const subjects = {
  sources: 'source',
  destinations: 'destination',
  cadences: 'source',
  deliveryLogs: 'source',
} as const;
const missing: Readonly<Record<string, string>> = {
  breaching: 'is bad',
  notBreaching: 'is good',
  ignore: 'changes nothing',
};
const types = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

/** What is deployed of an alarm, and what the catalogue says about it. `name` is for example `dlq-not-empty`. */
export function alarmNumbers(name: string, resources: Resources): readonly Row[] {
  const [of, properties] = alarmOf(name, resources);
  const id = (Object.keys(alarms) as AlarmId[]).find((one) => alarmSlug(one) === name);
  const definition = id && definitions[id];
  const [sentence = '', impact = ''] = properties.AlarmDescription.split(' · ').map(
    (part: string) => forAny(part.replace('Impact: ', ''), of, definition?.each),
  );
  return [
    ['fires', sentence],
    ...(definition === undefined ? [] : ([['impact', impact]] as const)),
    ...(of === undefined ? [] : ([['one alarm for each', `such as \`${name}-${of}\``]] as const)),
    ...(properties.AlarmRule === undefined ? metricRows(properties) : ruleRows(properties)),
    ...(id && definition ? textRows(definition, siblingsOf[id]) : []),
  ];
}

/** The seconds that must be bad before it fires; 0 for an alarm on others. */
export function shortestSeconds(name: string, resources: Resources): number {
  const [, properties] = alarmOf(name, resources);
  if (properties.AlarmRule !== undefined) return 0;
  return properties.DatapointsToAlarm * periodOf(properties);
}

/** The alarm, or the first of those that there are for each source or destination, and then whose it is. */
function alarmOf(name: string, resources: Resources): readonly [string | undefined, Properties] {
  const all = resources.filter(({ type }) => types.includes(type));
  const named = (pattern: RegExp) =>
    all.find(({ properties: { AlarmName } }) => pattern.test(AlarmName))?.properties;
  const own = named(new RegExp(`^spillway-[a-z]+-${name}$`));
  if (own !== undefined) return [undefined, own];
  const pattern = new RegExp(`^spillway-[a-z]+-${name}-(.+)$`);
  const first = named(pattern);
  if (first === undefined) throw new Error(`No alarm ${name} is deployed`);
  return [pattern.exec(first.AlarmName)?.[1], first];
}

/** The sentence about one source or destination, as one about any. */
function forAny(text: string, of: string | undefined, each: AlarmDefinition['each']): string {
  if (of === undefined || each === undefined) return text;
  const any = text.replace(new RegExp(`\\b${of}\\b`, 'g'), `the ${subjects[each]}`);
  return any.charAt(0).toUpperCase() + any.slice(1);
}

function metricRows(properties: Properties): readonly Row[] {
  const { ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods } = properties;
  const sign = ComparisonOperator.startsWith('Less') ? '<' : '>';
  const equal = ComparisonOperator.includes('OrEqual') ? '=' : '';
  const periods = EvaluationPeriods === 1 ? 'period' : 'periods';
  return [
    ['measured', measured(properties)],
    [
      'threshold',
      `${sign}${equal} ${Threshold.toLocaleString('en')}, in ${DatapointsToAlarm} of ${EvaluationPeriods} ${periods} of ${periodOf(properties)} s; no data ${missing[properties.TreatMissingData]}`,
    ],
  ];
}

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string; readonly Namespace: string };
    readonly Stat: string;
    readonly Period: number;
  };
}

function measured({ Metrics, MetricName, Namespace, Statistic, ExtendedStatistic }: Properties) {
  if (Metrics === undefined)
    return metricText(MetricName, Namespace, Statistic ?? ExtendedStatistic);
  const queries: readonly Query[] = Metrics;
  const expression = queries.find((query) => query.Expression !== undefined)?.Expression;
  const parts = queries.flatMap(({ Id, MetricStat }) =>
    MetricStat === undefined
      ? []
      : `\`${Id}\` is ${metricText(MetricStat.Metric.MetricName, MetricStat.Metric.Namespace, MetricStat.Stat)}`,
  );
  return [`\`${expression}\``, ...parts].join('; ');
}

function metricText(name: string, namespace: string, statistic: string): string {
  return `\`${name}\` of \`${namespace}\`, ${statistic}`;
}

function periodOf({ Metrics, Period }: Properties): number {
  const queries: readonly Query[] = Metrics ?? [];
  return Period ?? queries.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period;
}

function ruleRows({ AlarmRule }: Properties): readonly Row[] {
  const rule = AlarmRule.replace(
    /ALARM\("<Alarms([A-Za-z0-9]+?)[0-9A-F]{8}(?:\.Arn)?>"\)/g,
    (_: string, id: string) => `\`${alarmSlug(id)}\``,
  );
  return [['fires while', rule.replace(/^\((.*)\)$/, '$1')]];
}

function textRows({ atLowTraffic }: AlarmText, siblings: readonly string[]): readonly Row[] {
  const links = siblings.map(alarmSlug).map((slug) => `[${slug}](${slug}.md)`);
  return [
    ['may fire with it', links.join(', ') || 'nothing'],
    ['at 10 webhooks a day', atLowTraffic],
  ];
}
