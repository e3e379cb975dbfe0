import { isDeepStrictEqual } from 'node:util';
import type { Revision } from '../deployment.ts';
import { emulatedProperties } from '../resource-types.ts';
import type { Reload } from './reload.ts';

type Changes = Pick<Extract<Reload, { kind: 'reloaded' }>, 'changes' | 'newSources'>;

/**
 * What of the configuration is another than before, in the words of the configuration; where nothing of it is, which
 * resources of the template.
 */
export function describeChanges(deployed: Revision, next: Revision): Changes {
  const [old, now] = [deployed.synthesized, next.synthesized];
  const configured = [
    ...differences('source', old.sources, now.sources),
    ...differences('destination', old.destinations, now.destinations),
    ...(old.routing.routes === now.routing.routes ? [] : ['routes']),
    ...(old.routing.events === now.routing.events ? [] : ['events']),
  ];
  return {
    changes: configured.length > 0 ? configured : changedResources(deployed, next),
    newSources: Object.keys(now.sources).filter((name) => !Object.hasOwn(old.sources, name)),
  };
}

type ByName = Readonly<Record<string, unknown>>;

/** `source stripe (new)`, `destination app (changed)` */
function differences(noun: string, old: ByName, now: ByName): readonly string[] {
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap((name) => {
    if (!Object.hasOwn(old, name)) return [`${noun} ${name} (new)`];
    if (!Object.hasOwn(now, name)) return [`${noun} ${name} (gone)`];
    return isDeepStrictEqual(old[name], now[name]) ? [] : [`${noun} ${name} (changed)`];
  });
}

const nouns: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::GatewayResponse': 'the API',
  'AWS::ApiGateway::Method': 'the API',
  'AWS::ApiGateway::Stage': 'the API',
  'AWS::CloudWatch::Alarm': 'alarms',
  'AWS::CloudWatch::CompositeAlarm': 'alarms',
  'AWS::IAM::Policy': 'permissions',
  'AWS::IAM::Role': 'permissions',
  'AWS::Lambda::EventSourceMapping': 'polling of the intake queue',
  'AWS::Logs::MetricFilter': 'metric filters',
  'AWS::SecretsManager::Secret': 'secrets',
  'AWS::SNS::Topic': 'topics',
};

function changedResources(deployed: Revision, next: Revision): readonly string[] {
  const [old, now] = [deployed.template.declared, next.template.declared];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((id) => {
    const one = now[id] ?? old[id];
    return one === undefined || isSame(old[id], now[id]) ? [] : nameOf(one);
  });
  return [...new Set(changed)];
}

type Declared = Revision['template']['declared'][string];

function isSame(old: Declared | undefined, now: Declared | undefined): boolean {
  return isDeepStrictEqual(old && emulatedProperties(old), now && emulatedProperties(now));
}

function nameOf({ Type, Properties }: Declared): string | readonly string[] {
  if (Type === 'AWS::Lambda::Function') return `function ${Properties.FunctionName}`;
  if (Type === 'AWS::SQS::Queue') return `queue ${Properties.QueueName}`;
  return nouns[Type] ?? [];
}
