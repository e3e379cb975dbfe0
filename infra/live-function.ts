import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  type IFunction,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { metricNamespace } from '../service/telemetry/metric-names.ts';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings.ts';
import type { SigningSecrets } from './signing-secrets.ts';

export interface LiveFunctionProps {
  readonly settings: Settings;
  /** `ingestion` or `processing`: part of every physical name. */
  readonly name: string;
  /** The directory of its bundle. */
  readonly code: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Environments that are its alone, and all that it gets. Default: what the account has left. */
  readonly reservedConcurrency?: number;
  /** The only secrets that it may read. */
  readonly secrets: SigningSecrets;
  /**
   * Whether it may send to where its own events come from. Default: Lambda ends such a chain after about 16
   * invocations. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  readonly recursiveLoop?: RecursiveLoop;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A function, a version of it for each change of code or configuration, and the alias `live` on the newest.
 * Callers use the alias only: going back is pointing it at an older version.
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
      environment: { ...telemetryEnvironment(this.name, settings), ...props.environment },
      // Older versions stay: they are what a rollback goes back to. One whose deployment failed does not: Lambda
      // would not publish the same code again, and the next deployment would end in "a version exists".
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    });
    // A cast, since CDK's Alias is no IFunction to a compiler with exactOptionalPropertyTypes.
    this.alias = this.function.addAlias('live') as IFunction;
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray has no resources to name: PutTraceSegments and PutTelemetryRecords take * only.',
    });
  }
}

/** No managed policy: those allow every log group. Tracing adds what X-Ray needs. */
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
    LOG_LEVEL: 'INFO',
    // A response or an outgoing request could hold what must never be in a trace.
    POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
    POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
    SECRET_CACHE_SECONDS: String(secretCacheSeconds),
  };
}
