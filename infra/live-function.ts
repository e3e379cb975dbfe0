import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  type IFunction,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { metricNamespace } from '../service/telemetry/metric-names.ts';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';
import type { SigningSecrets } from './signing-secrets.ts';

export interface LiveFunctionProps {
  readonly settings: Settings;
  /** `ingestion` or `processing`: part of every physical name. */
  readonly name: string;
  /** The directory of its bundle. */
  readonly code: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Environments reserved for this function, which are also its limit. Default: what the account has left. */
  readonly reservedConcurrency?: number;
  /** The only secrets that it may read. */
  readonly secrets: SigningSecrets;
  /**
   * Whether it may send to the queue that its own events come from. By default Lambda ends such a chain after about
   * 16 invocations. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  readonly recursiveLoop?: RecursiveLoop;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A function, a new version of it for each change of code or configuration, and the alias `live` on the newest
 * version. Callers use only the alias. A rollback points it at an older version.
 */
export class LiveFunction extends Construct {
  readonly name: string;
  readonly function: LambdaFunction;
  readonly alias: IFunction;
  protected readonly role: Role;

  constructor(scope: Construct, id: string, props: LiveFunctionProps) {
    super(scope, id);
    const { settings } = props;
    this.name = `spillway-${settings.stage}-${props.name}`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${this.name}`,
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicyOf(settings),
    });
    this.role = createRole(this, logGroup, props.secrets);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: this.name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.code),
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMb,
      ...(props.reservedConcurrency && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      tracing: Tracing.ACTIVE,
      recursiveLoop: props.recursiveLoop ?? RecursiveLoop.TERMINATE,
      role: this.role,
      logGroup,
      // Metrics are in lines of the level INFO: a higher one would lose them.
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel[settings.systemLogLevel],
      environment: { ...telemetryEnvironment(this.name, settings), ...props.environment },
      // Older versions stay, because a rollback needs them. The version of a failed deployment must go: Lambda
      // would not publish the same code again, and the next deployment would fail with "a version exists".
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    });
    // Cast, because with exactOptionalPropertyTypes CDK's Alias is not assignable to IFunction.
    this.alias = this.function.addAlias('live') as IFunction;
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray has no resources to name: PutTraceSegments and PutTelemetryRecords take * only.',
    });
  }
}

/** No managed policy, because those allow every log group. Tracing adds the permissions for X-Ray. */
function createRole(scope: Construct, logGroup: LogGroup, secrets: SigningSecrets): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  secrets.grantRead(role);
  return role;
}

function telemetryEnvironment(service: string, { secretCacheSeconds }: Settings) {
  return {
    POWERTOOLS_SERVICE_NAME: service,
    POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
    // A response or an outgoing request could contain data that must never be in a trace.
    POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
    POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
    SECRET_CACHE_SECONDS: String(secretCacheSeconds),
  };
}
