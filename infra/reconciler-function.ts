import { ArnFormat, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { functionParts } from './function-parts.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

export interface ReconcilerFunctionProps {
  readonly settings: Settings;
  /** The directory of its bundle. */
  readonly code: string;
  /** The sources that name a log, at least one. */
  readonly sources: readonly string[];
  readonly deliveries: Table;
  /** Ingestion's name. */
  readonly ingestion: string;
}

/**
 * Every five minutes reads the senders' logs of deliveries, and asks for what never came. It has no alias and no trace:
 * nobody waits for it, and the next run goes on where this one stopped. So a failed run is not repeated either.
 */
export class ReconcilerFunction extends Construct {
  readonly name: string;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: ReconcilerFunctionProps) {
    super(scope, id);
    const { settings, deliveries } = props;
    this.name = `spillway-${settings.stage}-reconciliation`;
    const { environment, ...parts } = functionParts(this, {
      ...{ settings, functionName: this.name, code: props.code },
    });
    this.role = parts.role;
    const state = this.addState(settings);
    const secretPrefix = this.addSecrets(settings, props.sources);
    deliveries.grant(this.role, 'dynamodb:BatchGetItem');
    const logGroup = `/aws/lambda/${props.ingestion}`;
    this.grantLines(logGroup);
    const reconciling = new LambdaFunction(this, 'Function', {
      ...parts,
      // Less than its schedule's period. A concurrency of 1 would hold off a second run too, but a new account can
      // reserve none, and a run that finds another one at work ends by itself.
      timeout: Duration.minutes(4),
      memorySize: 256,
      retryAttempts: 0,
      environment: {
        ...environment,
        RECONCILED: `spillway-${settings.stage}`,
        DELIVERY_TABLE: deliveries.tableName,
        RECONCILIATION_TABLE: state.tableName,
        DELIVERY_MEMORY_DAYS: String(settings.deliveryMemoryDays),
        DELIVERY_LOG_SECRET_PREFIX: secretPrefix,
        INGESTION_LOG_GROUP: logGroup,
        LOG_RETENTION_DAYS: String(settings.logRetentionDays),
        REDELIVERIES_PER_SECOND: '1',
      },
    });
    new Rule(this, 'Schedule', {
      ruleName: this.name,
      description: 'Asks senders for what never came',
      schedule: Schedule.expression('cron(4/5 * * * ? *)'),
      targets: [new FunctionTarget(reconciling as IFunction)],
    });
  }

  /** Which webhooks were asked for and how often, and how far each log was read. */
  private addState(settings: Settings): Table {
    const state = new Table(this, 'State', {
      tableName: this.name,
      partitionKey: { name: 'source', type: AttributeType.STRING },
      sortKey: { name: 'id', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiration',
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: removalPolicyOf(settings),
    });
    acknowledge(state, {
      'AwsSolutions-DDB3': 'What it holds comes again from the log of the sender.',
    });
    state.grant(this.role, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query');
    return state;
  }

  /** Empty until somebody stores a token: until then the log is not read. @returns what their names begin with */
  private addSecrets(settings: Settings, sources: readonly string[]): string {
    const prefix = `spillway/${settings.stage}/delivery-logs/`;
    for (const source of sources) {
      const secret = new Secret(this, source, {
        secretName: prefix + source,
        secretStringValue: SecretValue.unsafePlainText('{}'),
        removalPolicy: removalPolicyOf(settings),
      });
      acknowledge(secret, {
        'AwsSolutions-SMG4': 'The sender issues the token: AWS can not renew it.',
      });
    }
    const resource = this.arnOf('secretsmanager', 'secret', `${prefix}*`);
    this.role.addToPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] }),
    );
    acknowledge(this.role, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${prefix}*]`]:
        'The secrets of this function, and no others: their names end with six random letters.',
    });
    return prefix;
  }

  /** To see what was accepted and has no row, and whether we ourselves fail at the moment. */
  private grantLines(logGroup: string): void {
    const lines = this.arnOf('logs', 'log-group', `${logGroup}:*`);
    this.role.addToPolicy(
      new PolicyStatement({ actions: ['logs:StartQuery'], resources: [lines] }),
    );
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:GetQueryResults', 'cloudwatch:GetMetricData'],
        resources: ['*'],
      }),
    );
    acknowledge(this.role, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`]:
        'The streams of one group.',
      'AwsSolutions-IAM5[Resource::*]': 'Neither a query that runs nor a metric has an ARN.',
    });
  }

  private arnOf(service: string, resource: string, resourceName: string): string {
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    return Stack.of(this).formatArn({ service, resource, resourceName, arnFormat });
  }
}
