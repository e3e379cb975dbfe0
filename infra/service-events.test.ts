import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';

const configFile = 'examples/service-events.config.ts';
let stack: SynthesizedStack;
let prod: SynthesizedStack;
let without: SynthesizedStack;

beforeAll(async () => {
  [stack, prod, without] = await Promise.all([
    synthesizeStack({ configFile }),
    synthesizeStack({ configFile, stage: 'prod' }),
    synthesizeStack({ configFile: 'test/fixtures/resting.config.ts' }),
  ]);
}, 120_000);

function only(type: string, from = stack) {
  const found = from.ofType(type);
  expect(found).toHaveLength(1);
  return found[0] ?? { id: '', type, properties: {} };
}

describe('POST /events', () => {
  it('is not there, and costs nothing, unless the configuration asks for it', () => {
    const types = without.resources.map(({ type }) => type);
    expect(types.filter((type) => /Cognito|Authorizer/.test(type))).toEqual([]);
    expect(parts(without)).not.toContain('events');
    expect(parts(stack)).toContain('events');
  });

  it('lets in who shows a token of our pool with our scope, and calls the alias', () => {
    const methods = stack.ofType('AWS::ApiGateway::Method');
    const guarded = methods.filter(({ properties }) => properties.AuthorizationType !== 'NONE');
    expect(guarded).toHaveLength(1);
    const authorizer = only('AWS::ApiGateway::Authorizer');
    expect(guarded[0]?.properties).toMatchObject({
      HttpMethod: 'POST',
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizerId: `<${authorizer.id}>`,
      AuthorizationScopes: ['spillway/events.write'],
      Integration: { Uri: expect.stringMatching(/<IngestionFunctionAliaslive\w+>\/invocations$/) },
    });
    expect(authorizer.properties).toMatchObject({
      Type: 'COGNITO_USER_POOLS',
      IdentitySource: 'method.request.header.Authorization',
      ProviderARNs: [`<${only('AWS::Cognito::UserPool').id}.Arn>`],
    });
  });

  it('declares the scope that it asks for', () => {
    const { Identifier, Scopes } = only('AWS::Cognito::UserPoolResourceServer').properties;
    expect(Scopes).toHaveLength(1);
    expect(`${Identifier}/${Scopes[0].ScopeName}`).toBe('spillway/events.write');
  });

  it('answers a refused token as a problem, with the challenge that HTTP wants', () => {
    const answers = stack
      .ofType('AWS::ApiGateway::GatewayResponse')
      .map(({ properties }) => properties)
      .filter(({ StatusCode }) => StatusCode === '401');
    expect(answers.map(({ ResponseType }) => ResponseType).toSorted()).toEqual([
      'ACCESS_DENIED',
      'UNAUTHORIZED',
    ]);
    for (const { ResponseParameters } of answers) {
      expect(ResponseParameters).toMatchObject({
        'gatewayresponse.header.WWW-Authenticate': "'Bearer'",
      });
    }
  });

  it('leaves all that is there for webhooks as it was', () => {
    const webhooks = (from: SynthesizedStack) =>
      from.ofType('AWS::ApiGateway::Method').find(({ id }) => id.includes('webhooks'));
    expect(webhooks(stack)).toEqual(webhooks(without));
    expect(stack.ofType('AWS::Lambda::Permission')).toEqual(
      without.ofType('AWS::Lambda::Permission'),
    );
    const policies = (from: SynthesizedStack) =>
      from.ofType('AWS::IAM::Policy').map(({ properties }) => properties.PolicyDocument);
    expect(policies(stack)).toEqual(policies(without));
  });
});

describe('the user pool', () => {
  it('has one client for each service, which can only get tokens for itself with its secret', () => {
    const clients = stack.ofType('AWS::Cognito::UserPoolClient');
    expect(clients.map(({ properties }) => properties.ClientName)).toEqual([
      'spillway-dev-events-billing',
      'spillway-dev-events-orders',
    ]);
    for (const { properties } of clients) {
      expect(properties).toMatchObject({
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: [expect.stringMatching(/^<\w+>\/events\.write$/)],
        AccessTokenValidity: 60,
        TokenValidityUnits: { AccessToken: 'minutes' },
      });
    }
  });

  it('lets nobody sign up', () => {
    expect(only('AWS::Cognito::UserPool').properties.AdminCreateUserConfig).toEqual({
      AllowAdminCreateUserOnly: true,
    });
  });

  it('loses a client that is taken out of the configuration: nobody gets a token with it any more', () => {
    const policies = Object.values(prod.template.Resources)
      .filter(({ Type }) => Type === 'AWS::Cognito::UserPoolClient')
      .map(({ DeletionPolicy = 'Delete' }) => DeletionPolicy);
    expect(policies).toEqual(['Delete', 'Delete']);
  });
});

function parts(from: SynthesizedStack): readonly string[] {
  return from
    .ofType('AWS::ApiGateway::Resource')
    .map(({ properties }) => String(properties.PathPart));
}
