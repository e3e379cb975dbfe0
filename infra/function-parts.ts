import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { metricNamespace } from '../service/telemetry/metric-names.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

export interface FunctionPartsProps {
  readonly settings: Settings;
  /** The function's own. */
  readonly functionName: string;
  /** The directory of its bundle. */
  readonly code: string;
}

/**
 * What each function has: a log group of its own, and a role that may write there. No managed policy, because those
 * allow every log group.
 */
export function functionParts(
  scope: Construct,
  { settings, functionName, code }: FunctionPartsProps,
) {
  const logGroup = new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: settings.logRetentionDays,
    removalPolicy: removalPolicyOf(settings),
  });
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return {
    ...{ functionName, role, logGroup },
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(code),
    // Metrics are in lines of the level INFO: a higher one would lose them.
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel[settings.systemLogLevel],
    environment: {
      POWERTOOLS_SERVICE_NAME: functionName,
      POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
    },
  };
}
