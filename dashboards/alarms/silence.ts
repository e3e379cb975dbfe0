import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { auditPeriod } from './conservation.ts';

function silenceOf({ audit }: Watched, source?: string): IMetric {
  const look = { statistic: 'Maximum', period: auditPeriod };
  return ownMetric('SourceSilence', audit, look, source === undefined ? {} : { source });
}

export const silenceAlarms = {
  SourceSilent: {
    severity: 'T',
    each: 'cadences',
    meaning: ({ cadences }, source = 'a source') => {
      const every = cadences[source] ?? '`expectEvery`';
      return `Nothing with a right signature came from ${source} for 100 % of the time for which it may be silent: ${every}, and a tenth.`;
    },
    impact: (_, source = 'a source') =>
      `Webhooks of ${source} may be going nowhere. Most senders give up, or turn a webhook off, and tell nobody.`,
    metric: silenceOf,
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: () => 100,
    datapoints: [1, 1],
    // While the audit is down nobody knows, and a source that is silent still is.
    missing: TreatMissingData.IGNORE,
    atLowTraffic: 'Fires as at any traffic, where `expectEvery` says what is to be expected.',
  },
} as const satisfies Record<string, AlarmDefinition>;
