import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  LambdaIntegration,
  ResponseType,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import {
  AccountRecovery,
  FeaturePlan,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type EventsConfig, eventsScope } from '../service/webhook/configuration.ts';
import { acknowledge } from './acknowledge.ts';
import { addRefusals } from './gateway-responses.ts';
import { pascalCase } from './pascal-case.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

export interface ServiceEventsProps {
  readonly settings: Settings;
  readonly events: EventsConfig;
  readonly api: RestApi;
  readonly ingestion: IFunction;
}

/**
 * `POST /events`, for callers with a token of this user pool that has our scope. The pool has no users: services
 * get their tokens with a client id and a secret (client credentials, RFC 6749, section 4.4).
 */
export class ServiceEvents extends Construct {
  private readonly pool: UserPool;
  private readonly resourceServer: UserPoolResourceServer;
  private readonly scope: ResourceServerScope;

  constructor(scope: Construct, id: string, props: ServiceEventsProps) {
    super(scope, id);
    const { settings, events } = props;
    this.pool = this.createPool(settings);
    this.scope = new ResourceServerScope({
      scopeName: eventsScope.scope,
      scopeDescription: 'Send events to Spillway',
    });
    this.resourceServer = this.pool.addResourceServer('ResourceServer', {
      identifier: eventsScope.resourceServer,
      userPoolResourceServerName: `Spillway ${settings.stage}`,
      scopes: [this.scope],
    });
    const domain = this.pool.addDomain('Domain', {
      // Must be unique in the region, among all accounts.
      cognitoDomain: { domainPrefix: `spillway-${settings.stage}-${Aws.ACCOUNT_ID}` },
    });
    this.addEndpoint(props);
    this.output('TokenEndpoint', `${domain.baseUrl()}/oauth2/token`);
    this.output('EventsUserPoolId', this.pool.userPoolId);
    for (const name of events.clients ?? ['']) this.addClient(name, props);
  }

  private createPool(settings: Settings): UserPool {
    const pool = new UserPool(this, 'UserPool', {
      userPoolName: `spillway-${settings.stage}-events`,
      selfSignUpEnabled: false,
      accountRecovery: AccountRecovery.NONE,
      passwordPolicy: {
        minLength: 16,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
      },
      featurePlan: FeaturePlan.LITE,
      // No deletionProtection, because it would also stop CloudFormation from undoing a failed first deployment.
      removalPolicy: removalPolicyOf(settings),
    });
    const noUsers = 'The pool has no users and lets nobody sign up: services have secrets instead.';
    acknowledge(pool, {
      'AwsSolutions-COG2': noUsers,
      'AwsSolutions-COG8': noUsers,
    });
    return pool;
  }

  private addEndpoint({ api, ingestion, settings }: ServiceEventsProps): void {
    addRefusals(api, tokenRefusals);
    const authorizer = new CognitoUserPoolsAuthorizer(this, 'Authorizer', {
      authorizerName: `spillway-${settings.stage}-events`,
      cognitoUserPools: [this.pool],
    });
    const integration = new LambdaIntegration(ingestion, { scopePermissionToMethod: false });
    api.root.addResource('events').addMethod('POST', integration, {
      authorizationType: AuthorizationType.COGNITO,
      authorizer,
      // With a scope the gateway accepts only access tokens; without one it would accept identity tokens.
      authorizationScopes: [`${eventsScope.resourceServer}/${eventsScope.scope}`],
    });
  }

  private addClient(name: string, { settings, events }: ServiceEventsProps): void {
    const suffix = name && `-${name}`;
    const client = this.pool.addClient(`Client${suffix}`, {
      userPoolClientName: `spillway-${settings.stage}-events${suffix}`,
      generateSecret: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: [OAuthScope.resourceServer(this.resourceServer, this.scope)],
      },
      accessTokenValidity: Duration.minutes(events.tokenMinutes ?? 60),
    });
    this.output(`EventsClientId${pascalCase(name)}`, client.userPoolClientId);
  }

  private output(name: string, value: string): void {
    new CfnOutput(Stack.of(this), name, { value });
  }
}

const tokenRefusal = {
  status: 401,
  reason: 'token-refused',
  title: 'Unauthorized',
  detail: 'The request has no token that allows it to send events, or one that has expired.',
  headers: { 'WWW-Authenticate': 'Bearer' },
} as const;

const tokenRefusals = {
  Unauthorized: { type: ResponseType.UNAUTHORIZED, ...tokenRefusal },
  AccessDenied: { type: ResponseType.ACCESS_DENIED, ...tokenRefusal },
} as const;
