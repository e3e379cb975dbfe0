import {
  type AlarmDefinition,
  type AlarmResource,
  readAlarm,
} from '../../../local/aws/cloudwatch/alarms/alarm-definition.ts';
import type { MetricId } from '../../../local/aws/cloudwatch/metrics/metric-store.ts';
import type { SynthesizedStack } from '../synthesized-stack.ts';

export interface DeployedAlarm {
  readonly name: string;
  readonly resource: AlarmResource;
  readonly definition: AlarmDefinition;
}

const types = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'] as const;

/**
 * The alarms of a stack, which name each other by name.
 *
 * @throws AlarmDefinitionError for what the evaluator does not understand
 */
export function readDeployedAlarms(stack: SynthesizedStack): readonly DeployedAlarm[] {
  const found = types.flatMap((type) =>
    stack.ofType(type).map(({ id, properties }) => ({ logicalId: id, type, properties })),
  );
  const names = new Map(
    found.map(({ logicalId, properties }) => [logicalId, properties.AlarmName]),
  );
  // In a template that is not deployed a rule has `<logical id>` for a name, and a suppressor `.Arn` behind it.
  const named = (text?: string) =>
    text?.replace(/<(\w+)(?:\.Arn)?>/g, (all, id) => names.get(id) ?? all);
  return found.map(({ properties, ...identity }) => {
    const AlarmRule = named(properties.AlarmRule);
    const ActionsSuppressor = named(properties.ActionsSuppressor);
    const resource = { ...identity, properties: { ...properties, AlarmRule, ActionsSuppressor } };
    return { name: properties.AlarmName, resource, definition: readAlarm(resource) };
  });
}

/** @returns the alarm and all that its rule names, the alarm last */
export function withParts(
  alarms: readonly DeployedAlarm[],
  name: string,
): readonly DeployedAlarm[] {
  const alarm = alarms.find((one) => one.name === name);
  if (alarm === undefined) throw new Error(`There is no alarm ${name}`);
  const { definition } = alarm;
  const rule = definition.kind === 'composite' ? definition.properties.AlarmRule : '';
  const parts = [...rule.matchAll(/"([^"]+)"/g)].flatMap(([, part = '']) =>
    withParts(alarms, part),
  );
  return [...new Set([...parts, alarm])];
}

/** The metric that these alarms watch by this id in an expression, or by this name. */
export function findMetric(alarms: readonly DeployedAlarm[], key: string): MetricId {
  const found = new Map(
    alarms
      .flatMap(({ definition }) => (definition.kind === 'metric' ? definition.queries : []))
      .flatMap(({ id, metric }) => (metric && (id === key || metric.name === key) ? [metric] : []))
      .map(({ namespace, name, dimensions }) => ({ namespace, name, dimensions }))
      .map((metric) => [JSON.stringify(metric), metric]),
  );
  const [only, ...others] = found.values();
  if (only && others.length === 0) return only;
  const amount = only ? 'several metrics' : 'no metric';
  throw new Error(`${alarms.at(-1)?.name} watches ${amount} called ${key}`);
}
