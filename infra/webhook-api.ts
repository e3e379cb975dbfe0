import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { sourceRules } from '../service/webhook/source-rules.ts';
import { acknowledge } from './acknowledge.ts';
import type { SpillwayConfig } from './configuration.ts';
import { addGatewayMetrics } from './gateway-metrics.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

/**
 * One JSON object for each request: what the function's own line can't say, and what is asked of requests that never came to
 * it. Each byte is paid for with each request. `gateway-metrics.ts` counts these fields.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
const accessLogFields = {
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  errorType: '$context.error.responseType',
  errorMessage: '$context.error.message',
} as const;

/**
 * Settings of the stage. They are repeated for each method with its own settings, because those replace the
 * stage's.
 */
const watchedMethod = {
  metricsEnabled: false, // each method's would be billed as custom ones, and no alarm looks at them
  loggingLevel: MethodLoggingLevel.ERROR,
  dataTraceEnabled: false, // it would log bodies and signatures
} as const satisfies MethodDeploymentOptions;

/**
 * `ANY /webhooks/{source}`. Every body is passed on as the bytes that were sent. A source with its own limit has
 * its own resource, which the gateway throttles separately.
 */
export class WebhookApi extends Construct {
  readonly api: RestApi;

  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    sources: SpillwayConfig['sources'],
    ingestion: IFunction,
  ) {
    super(scope, id);
    const name = `spillway-${settings.stage}`;
    const logSettings = {
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicyOf(settings),
    };
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/${name}`,
      ...logSettings,
    });
    addGatewayMetrics(accessLog, Object.keys(sources));
    this.api = new RestApi(this, 'Api', {
      restApiName: name,
      description: `Spillway, stage ${settings.stage}: takes webhooks in`,
      endpointTypes: [EndpointType.REGIONAL],
      // Signatures cover bytes. Without this the gateway would decode the body as text.
      binaryMediaTypes: ['*/*'],
      // API Gateway writes logs with a role of the account. It has to outlive this stack, because others use it.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: settings.stage,
        tracingEnabled: true,
        ...watchedMethod,
        throttlingRateLimit: settings.throttleRatePerSecond,
        throttlingBurstLimit: settings.throttleBurst,
        methodOptions: throttles(sources),
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.custom(
          JSON.stringify({ service: name, ...accessLogFields }),
        ),
      },
    });
    const integration = new LambdaIntegration(ingestion, {
      // One permission for the whole API, because a function's policy has room for only about 50.
      scopePermissionToMethod: false,
    });
    const webhooks = this.api.root.addResource('webhooks');
    webhooks.addResource('{source}').addMethod('ANY', integration);
    for (const { name } of limited(sources))
      webhooks.addResource(name).addMethod('ANY', integration);
    this.api.node.tryRemoveChild('Endpoint'); // its output has a generated name; the stack has its own
    addGatewayResponses(this.api);
    this.keepExecutionLog(settings.stage, logSettings);
    this.acknowledgeFindings(settings);
  }

  /** Otherwise API Gateway would create this log group itself and keep it for ever. */
  private keepExecutionLog(
    stage: string,
    logSettings: { readonly retention: number; readonly removalPolicy: RemovalPolicy },
  ) {
    const executionLog = new LogGroup(this, 'ExecutionLog', {
      logGroupName: `API-Gateway-Execution-Logs_${this.api.restApiId}/${stage}`,
      ...logSettings,
    });
    this.api.deploymentStage.node.addDependency(executionLog);
  }

  private acknowledgeFindings({ addressLimitPer5Minutes }: Settings) {
    acknowledge(this.api, {
      'AwsSolutions-APIG2':
        'The gateway must not read the body: its bytes are verified against the signature, in the function, first.',
      'AwsSolutions-APIG4':
        'Senders can not log in. The function verifies a signature over the raw bytes and lets nothing unsigned in.',
      'AwsSolutions-COG4':
        'Senders can not log in. The function verifies a signature over the raw bytes and lets nothing unsigned in.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'The policy that AWS documents for the role with which API Gateway writes logs, one for the whole account.',
      ...(addressLimitPer5Minutes === 0 && {
        'AwsSolutions-APIG3':
          'Off in this stage for its cost; the throttle bounds what a flood can cost. addressLimitPer5Minutes turns it on.',
      }),
    });
  }
}

interface LimitedSource {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly methods: readonly string[];
}

function limited(sources: SpillwayConfig['sources']): readonly LimitedSource[] {
  return Object.entries(sources).flatMap(([name, source]) => {
    const { ratePerSecond } = source;
    return ratePerSecond === undefined
      ? []
      : [{ name, ratePerSecond, methods: sourceRules(source).methods }];
  });
}

/**
 * A source may send two seconds' worth at once. Requests above its rate get 503, and other sources notice nothing.
 * For an ANY method API Gateway wants settings for each actual method, and refuses settings for ANY itself:
 * https://github.com/serverless-heaven/serverless-aws-alias/issues/80
 */
function throttles(sources: SpillwayConfig['sources']): Record<string, MethodDeploymentOptions> {
  return Object.fromEntries(
    limited(sources).flatMap(({ name, ratePerSecond, methods }) =>
      methods.map((method) => [
        `/webhooks/${name}/${method}`,
        {
          ...watchedMethod,
          throttlingRateLimit: ratePerSecond,
          throttlingBurstLimit: 2 * ratePerSecond,
        },
      ]),
    ),
  );
}
