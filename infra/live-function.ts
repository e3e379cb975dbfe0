import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import {
  type IFunction,
  Function as LambdaFunction,
  RecursiveLoop,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { functionParts } from './function-parts.ts';
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
    const { environment, ...parts } = functionParts(this, {
      ...{ settings, functionName: this.name, code: props.code },
    });
    this.role = parts.role;
    props.secrets.grantRead(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      ...parts,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMb,
      ...(props.reservedConcurrency && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      tracing: Tracing.ACTIVE,
      recursiveLoop: props.recursiveLoop ?? RecursiveLoop.TERMINATE,
      environment: { ...environment, ...telemetryEnvironment(settings), ...props.environment },
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

function telemetryEnvironment({ secretCacheSeconds }: Settings) {
  return {
    // A response or an outgoing request could contain data that must never be in a trace.
    POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
    POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
    SECRET_CACHE_SECONDS: String(secretCacheSeconds),
  };
}
