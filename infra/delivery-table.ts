import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings.ts';

/** Remembers what was delivered where, so that nothing is delivered twice; and which destinations rest. */
export class DeliveryTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: `spillway-${settings.stage}-deliveries`,
      partitionKey: { name: 'id', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiration',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: removalPolicyOf(settings),
    });
  }
}

/**
 * What claiming, completing and failing a delivery takes; a transaction of puts needs no more than PutItem. Circuits are
 * read with BatchGetItem, those of a batch of webhooks in one call.
 */
export function grantDeliveries(table: Table, role: Role): void {
  table.grant(
    role,
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:BatchWriteItem',
  );
}
