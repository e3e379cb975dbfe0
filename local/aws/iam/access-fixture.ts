import { createIdentify } from '../../boot/template/identify.ts';
import { Resolver } from '../../boot/template/resolver.ts';
import { createResources } from '../../boot/template/resources.ts';
import type { AccessEvent, StandIns } from './access.ts';
import { createStackAccess } from './stack-access.ts';

export const world = { region: 'eu-west-1', accountId: '000000000000', stackName: 'Spillway-dev' };

type TestResources = Readonly<
  Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
>;

export const lambdaTrust = {
  Statement: {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'lambda.amazonaws.com' },
  },
};

/** A function `worker` and its role, with a policy of these statements. */
export function workerWith(
  statements: readonly object[],
  role: Readonly<Record<string, unknown>> = {},
): TestResources {
  return {
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'worker', Role: { 'Fn::GetAtt': ['WorkerRole', 'Arn'] } },
    },
    WorkerRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: lambdaTrust, ...role },
    },
    ...(statements.length === 0
      ? {}
      : {
          WorkerPolicy: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              PolicyDocument: { Statement: statements },
              Roles: [{ Ref: 'WorkerRole' }],
            },
          },
        }),
  };
}

export function allow(action: string | readonly string[], resource: unknown): object {
  return { Effect: 'Allow', Action: action, Resource: resource };
}

/** The access that these resources of a template give, and what is reported about it. */
export function createTestAccess(given: TestResources, standIns: StandIns = {}) {
  const Resources = Object.fromEntries(
    Object.entries(given).map(([id, { Type, Properties = {} }]) => [id, { Type, Properties }]),
  );
  const identify = createIdentify({
    ...world,
    queueEndpoint: 'http://127.0.0.1:4102',
    secretArn: (name) =>
      `arn:aws:secretsmanager:${world.region}:${world.accountId}:secret:${name}-a1b2c3`,
  });
  const template = { Resources, Outputs: {} };
  const resolver = new Resolver(template, world, identify);
  const events: AccessEvent[] = [];
  const tell = (event: AccessEvent) => void events.push(event);
  const resources = createResources(template, resolver);
  const iam = createStackAccess(resources, world, standIns, tell);
  return { iam, events, tell, resources, world };
}
