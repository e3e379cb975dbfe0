import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DestinationConfig } from '../service/webhook/destination-config.ts';
import { type MetricWidget, readDashboard } from '../test/factories/dashboard-body.ts';
import { metricWidgets, referencesOf, searchesOf } from '../test/factories/drawn-metrics.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';
import type { SpillwayConfig } from './configuration.ts';
import { grantInPieces } from './policy-pieces.ts';
import { requireDeployable } from './stack-limits.ts';

// A synthesis takes seconds, and much more on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const count = 180;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spillway-large-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function many<T>(name: string, one: (number: string) => T, length = count): Record<string, T> {
  const numbers = Array.from({ length }, (_, index) => String(index).padStart(3, '0'));
  return Object.fromEntries(numbers.map((number) => [`${name}-${number}`, one(number)]));
}

const account = '111122223333';
const alarmArn = `arn:aws:cloudwatch:ap-southeast-1:${account}:alarm:`;
const destinations: { readonly [T in DestinationConfig['type']]: SpillwayConfig['destinations'] } =
  {
    http: many('app', (n) => ({ type: 'http', url: `https://team-${n}.example.com/webhooks` })),
    slack: many('team', () => ({ type: 'slack' })),
    discord: many('players', () => ({ type: 'discord' })),
    email: many('mail', (n) => ({
      type: 'email',
      from: `webhooks@team-${n}.example.com`,
      to: ['on-call@example.com'],
    })),
    eventbridge: many('bus', (n) => ({
      type: 'eventbridge',
      busName: `arn:aws:events:ap-southeast-1:${account}:event-bus/team-${n}-orders`,
    })),
    sqs: many('queue', (n) => ({
      type: 'sqs',
      queueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/team-${n}-orders`,
    })),
  };
const sources: SpillwayConfig['sources'] = many('source', () => ({ sender: 'github' }));
const limited: SpillwayConfig['sources'] = many('limited', () => ({
  sender: 'github',
  ratePerSecond: 5,
}));
const withLog = (n: string): SpillwayConfig['sources'][string] => ({
  sender: 'github',
  deliveryLog: { kind: 'github', repository: `your-organization/team-${n}`, hook: 123_456_789 },
});
const logged = many('logged', withLog);
const one: SpillwayConfig['sources'] = { github: { sender: 'github' } };

async function synthesize(name: string, config: Pick<SpillwayConfig, 'sources' | 'destinations'>) {
  const configFile = join(directory, `${name}.config.mjs`);
  await writeFile(configFile, `export default ${JSON.stringify({ ...config, routes: [] })};\n`);
  return synthesizeStack({ configFile, stage: 'prod' });
}

/** How many metrics a widget's searches find at most, by their narrowest dimension. */
function foundBy(widget: MetricWidget): number {
  const found = searchesOf(widget).map(({ dimensions }) =>
    dimensions.some((name) => ['source', 'destination'].includes(name)) ? count : 10,
  );
  return found.reduce((sum, one) => sum + one, 0);
}

/** Everything in it that AWS would refuse. */
function refusedByAws({ template, ofType }: SynthesizedStack): readonly string[] {
  const size = (value: unknown) => JSON.stringify(value).length;
  const roles = ofType('AWS::IAM::Role').map(({ id, properties }) => {
    const inline = ofType('AWS::IAM::Policy').filter((policy) =>
      policy.properties.Roles.includes(`<${id}>`),
    );
    return {
      [`${id} inline`]: [size(inline.map((policy) => policy.properties.PolicyDocument)), 10_240],
      [`${id} managed`]: [properties.ManagedPolicyArns?.length ?? 0, 10],
    };
  });
  const managed = ofType('AWS::IAM::ManagedPolicy').map(({ id, properties }) => ({
    [id]: [size(properties.PolicyDocument), 6_144],
  }));
  const environments = ofType('AWS::Lambda::Function').map(({ id, properties }) => ({
    [`${id} environment`]: [size(properties.Environment?.Variables ?? {}), 4_096],
  }));
  const graphs = ofType('AWS::CloudWatch::Dashboard').map(({ id, properties }) => {
    const widgets = metricWidgets(readDashboard(properties.DashboardBody));
    const metrics = widgets.map((widget) => referencesOf(widget).length + foundBy(widget));
    const most = Math.max(...metrics);
    const all = metrics.reduce((sum, one) => sum + one, 0);
    return { [`${id} metrics of a widget`]: [most, 500], [`${id} metrics`]: [all, 2_500] };
  });
  const alarms = new Map(
    ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']
      .flatMap((type) => ofType(type))
      .map(({ id, properties }) => [id, properties.AlarmName]),
  );
  const rules = ofType('AWS::CloudWatch::CompositeAlarm').map(({ id, properties }) => {
    const rule: string = properties.AlarmRule;
    const deployed = rule.replace(/<(\w+)(\.Arn)?>/g, (_, part, arn) =>
      [arn && alarmArn, alarms.get(part)].join(''),
    );
    return {
      [`${id} rule`]: [deployed.length, 10_240],
      [`${id} alarms`]: [rule.split('ALARM(').length - 1, 100],
    };
  });
  const stack = {
    resources: [Object.keys(template.Resources).length, 500],
    'bytes of the template': [size(template), 1_000_000],
    "the API's resources": [ofType('AWS::ApiGateway::Resource').length, 300],
  };
  const all = Object.assign(
    {},
    ...[stack, ...roles, ...managed, ...environments, ...graphs, ...rules],
  );
  return Object.entries<number[]>(all)
    .filter(([, [used = 0, limit = 0]]) => used > limit)
    .map(([what, [used, limit]]) => `${what}: ${used} of ${limit}`);
}

describe('a configuration with 180 of each', () => {
  it.each<[what: string, SpillwayConfig['sources'], SpillwayConfig['destinations']]>([
    ['sources, and destinations over HTTP', sources, destinations.http],
    [
      'Slack, Discord, event buses, queues',
      one,
      {
        ...{ ...destinations.slack, ...destinations.discord },
        ...{ ...destinations.eventbridge, ...destinations.sqs },
      },
    ],
    ['sources with a delivery log, mails', logged, destinations.email],
  ])('can be deployed: %s', async (what, someSources, someDestinations) => {
    const stack = await synthesize(what.replaceAll(/\W+/g, '-'), {
      sources: someSources,
      destinations: someDestinations,
    });
    expect(refusedByAws(stack)).toEqual([]);
  });

  it('can be deployed with as many alarms as there can be, of the longest names', async () => {
    const name = `a-${'long-'.repeat(11)}name`.slice(0, 60);
    const watched = many(name, withLog, 30);
    const stack = await synthesize('alarms', { sources: watched, destinations: {} });
    expect(refusedByAws(stack)).toEqual([]);
  });

  it('is refused, with what to do, where CloudFormation would: sources with a rate of their own', async () => {
    await expect(synthesize('limited', { sources: limited, destinations: {} })).rejects.toThrow(
      /^The stack has [67]\d\d resources, more than the 500 that CloudFormation takes\. There are 180 sources with one resource each, 180 of them with ratePerSecond, which takes two more, and 0 with deliveryLog, which takes one more, .* Make a stage of its own for some of them: a row in infra\/settings\.ts, and a configuration of its own \(-c stage=<stage> -c config=<file>\)\.$/,
    );
  });
});

describe('requireDeployable', () => {
  const config: SpillwayConfig = { sources: one, destinations: {}, routes: [] };

  it('counts outputs, of which each client of events has one', () => {
    const template = { Resources: {}, Outputs: many('client', () => ({ Value: 'x' }), 200) };
    expect(() => requireDeployable({ template }, config)).not.toThrow();
    const more = { ...template, Outputs: { ...template.Outputs, Endpoint: { Value: 'x' } } };
    expect(() => requireDeployable({ template: more }, config)).toThrow(
      /^The stack has 201 outputs, more than the 200/,
    );
  });

  it('measures the template', () => {
    const template = { Resources: { Dashboard: { Properties: 'x'.repeat(1_000_000) } } };
    expect(() => requireDeployable({ template }, config)).toThrow(
      /^The stack's template has 1000\d\d\d bytes, more than the 1000000/,
    );
  });
});

describe('grantInPieces', () => {
  const app = () => new App({ analyticsReporting: false, builtinCloudFormationValidation: false });
  const role = () =>
    new Role(new Stack(app(), 'Stack'), 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
  const queues = (number: number) =>
    Array.from({ length: number }, (_, n) => ({
      action: 'sqs:SendMessage',
      arns: [`arn:aws:sqs:us-east-1:${account}:a-queue-with-a-long-name-${n}`],
    }));

  it('refuses what a role has no policies for', () => {
    expect(() => grantInPieces(role(), queues(1_000))).toThrow(
      /^The destinations of types email, eventbridge and sqs need 1\d policies, more than the 10 that a role can have\. Make a stage of its own/,
    );
  });

  it('grants the same thing once', () => {
    const granted = role();
    grantInPieces(granted, [...queues(1), ...queues(1)]);
    const template = Template.fromStack(Stack.of(granted));
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Resource: queues(1)[0]?.arns[0] }] },
    });
  });
});
