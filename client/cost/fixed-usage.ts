import { alarmPrice } from '../../infra/alarm-price.ts';
import type { ReadableResource } from '../stage/readable-template.ts';
import { plannedFigures as planned } from './planned-figures.ts';
import type { Usage } from './usage.ts';

const monthMinutes = 730 * 60;
/** The audit reads its metrics every five minutes. */
const auditedMetrics = 12;
const auditMinutes = 5;
/** Each of the pollers of a mapping waits 20 s for a message. */
const pollers = 5;
const pollsPerMinute = 3;

/**
 * What a stage uses in a month by what its template declares, without a single webhook. How many metrics have data and how
 * often secrets are read is planned.
 */
export function fixedUsage(resources: readonly ReadableResource[]): Usage {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const acls = ofType('AWS::WAFv2::WebACL');
  const hasMethodMetrics = ofType('AWS::ApiGateway::Stage').some(({ properties }) =>
    properties.MethodSettings?.some(
      ({ MetricsEnabled }: { readonly MetricsEnabled?: boolean }) => MetricsEnabled,
    ),
  );
  const rules = acls.flatMap(({ properties }) => properties.Rules ?? []);
  const { metrics, composites } = alarmPrice({
    Resources: Object.fromEntries(
      resources.map(({ id, type: Type, properties: Properties }) => [id, { Type, Properties }]),
    ),
  });
  return {
    customMetric: planned.ownMetrics + (hasMethodMetrics ? planned.methodMetrics : 0),
    secretCall: planned.secretCallsPerMonth,
    alarmMetric: metrics,
    compositeAlarm: composites,
    dashboard: ofType('AWS::CloudWatch::Dashboard').length,
    secret: ofType('AWS::SecretsManager::Secret').length,
    ...{ acl: acls.length, aclRule: rules.length },
    metricRead: (auditedMetrics * monthMinutes) / auditMinutes,
    queueCall:
      ofType('AWS::Lambda::EventSourceMapping').length * pollers * pollsPerMinute * monthMinutes,
  };
}
