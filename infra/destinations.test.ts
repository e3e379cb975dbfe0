import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';

let stack: SynthesizedStack;

beforeAll(async () => {
  stack = await synthesizeStack({ configFile: 'examples/routing.config.ts' });
}, 120_000);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** What processing may do with resources outside this stack. */
const allowedElsewhere = () =>
  stack
    .ofType('AWS::IAM::ManagedPolicy')
    .filter(({ id }) => id.startsWith('ProcessingRole'))
    .flatMap(({ properties }): Statement[] => properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => [Resource].flat().map((on) => `${Action} on ${on}`))
    .filter((permission) => / on arn:/.test(permission));

describe('the destinations of a configuration', () => {
  it('let processing do what they take, to those alone', () => {
    const here = '<AWS::Region>:<AWS::AccountId>';
    const allowed = allowedElsewhere().map((one) => one.replace('<AWS::Partition>', 'aws'));
    expect(allowed.toSorted()).toEqual([
      `events:PutEvents on arn:aws:events:${here}:event-bus/orders`,
      `ses:SendEmail on arn:aws:ses:${here}:identity/example.com`,
      `ses:SendEmail on arn:aws:ses:${here}:identity/hooks@example.com`,
      'sqs:SendMessage on arn:aws:sqs:<AWS::Region>:000000000000:orders',
    ]);
  });

  it('are known to processing from its bundle: the environment has room for 4 KB in all', () => {
    const environments = stack
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => JSON.stringify(properties.Environment?.Variables));
    expect(environments.join()).toContain('DESTINATION_SECRET_PREFIX');
    for (const told of ['app.example.com', 'tracker', 'players', '000000000000/orders']) {
      expect(environments.join()).not.toContain(told);
    }
  });

  it('have a secret where they are called over HTTP', () => {
    const names = stack
      .ofType('AWS::SecretsManager::Secret')
      .map(({ properties }) => properties.Name);
    expect(names.filter((name) => name.includes('/destinations/')).toSorted()).toEqual(
      ['app', 'players', 'team', 'tracker'].map((name) => `spillway/dev/destinations/${name}`),
    );
  });
});
