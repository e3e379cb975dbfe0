import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  type IFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { metricNamespace } from '../service/telemetry/metric-names.ts';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

export interface AuditFunctionProps {
  readonly settings: Settings;
  /** The directory of its bundle. */
  readonly code: string;
  readonly queue: Queue;
  /** Holds its ledger too. */
  readonly deliveries: Table;
}

/**
 * Every five minutes adds up what was accepted and what was settled. It may read metrics, the queue's figures and its
 * own ledger, and write that. It has no alias and no trace: nobody waits for it, and the next run does the same work.
 */
export class AuditFunction extends Construct {
  readonly name: string;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: AuditFunctionProps) {
    super(scope, id);
    const { settings, queue, deliveries } = props;
    this.name = `spillway-${settings.stage}-audit`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${this.name}`,
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicyOf(settings),
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    queue.grant(this.role, 'sqs:GetQueueAttributes');
    this.grantLedger(deliveries);
    this.grantMetrics();
    const auditing = new LambdaFunction(this, 'Function', {
      functionName: this.name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.code),
      timeout: Duration.minutes(1),
      memorySize: 256,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel[settings.systemLogLevel],
      environment: {
        POWERTOOLS_SERVICE_NAME: this.name,
        POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
        LOG_LEVEL: 'INFO',
        AUDITED: `spillway-${settings.stage}`,
        DELIVERY_TABLE: deliveries.tableName,
        INTAKE_QUEUE_URL: queue.queueUrl,
      },
    });
    new Rule(this, 'Schedule', {
      ruleName: this.name,
      description: 'Adds up what was accepted and what was settled',
      // In the middle of the alarm's periods, so that each has one figure, even where a run comes a minute late.
      schedule: Schedule.expression('cron(2/5 * * * ? *)'),
      targets: [new FunctionTarget(auditing as IFunction)],
    });
  }

  private grantLedger(deliveries: Table): void {
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: [deliveries.tableArn],
        conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['audit/ledger'] } },
      }),
    );
  }

  private grantMetrics(): void {
    this.role.addToPolicy(
      new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }),
    );
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]': 'Metrics have no ARN: GetMetricData takes * only.',
    });
  }
}
