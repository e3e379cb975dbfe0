import { listPrices } from '../dashboards/list-prices.ts';

interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: { readonly Metrics?: readonly object[] };
}

export interface AlarmPrice {
  readonly alarms: number;
  readonly composites: number;
  /** What the alarms look at; two that look at the same metric pay for it twice. */
  readonly metrics: number;
  readonly usdPerMonth: number;
}

/**
 * What CloudWatch charges for the alarms of a template, at list prices and without the 10 free ones.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export function alarmPrice({ Resources = {} }: Template): AlarmPrice {
  const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
  const alarms = ofType('AWS::CloudWatch::Alarm');
  const composites = ofType('AWS::CloudWatch::CompositeAlarm').length;
  const metrics = alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0);
  const usdPerMonth =
    metrics * listPrices.alarmMetric.usd + composites * listPrices.compositeAlarm.usd;
  return { alarms: alarms.length, composites, metrics, usdPerMonth };
}

export function describeAlarmPrice(stage: string, template: Template): string {
  const { alarms, composites, metrics, usdPerMonth } = alarmPrice(template);
  return `Alarms of stage ${stage}: ${alarms} on ${metrics} metrics and ${composites} composite ones, about $${usdPerMonth.toFixed(2)} a month at list prices.`;
}

function metricsOf({ Properties: { Metrics } = {} }: TemplateResource): number {
  if (Metrics === undefined) return 1;
  return Metrics.filter((query) => 'MetricStat' in query).length;
}
