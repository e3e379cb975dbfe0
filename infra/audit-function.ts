import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { functionParts } from './function-parts.ts';
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
    const { environment, ...parts } = functionParts(this, {
      ...{ settings, functionName: this.name, code: props.code },
    });
    this.role = parts.role;
    queue.grant(this.role, 'sqs:GetQueueAttributes');
    this.grantLedger(deliveries);
    this.grantMetrics();
    const auditing = new LambdaFunction(this, 'Function', {
      ...parts,
      timeout: Duration.minutes(1),
      memorySize: 256,
      environment: {
        ...environment,
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
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['audit/ledger', 'audit/heard'] },
        },
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
