import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

/** Remembers which deliveries were made, so that none is made twice, and which destinations rest. */
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
 * The permissions to claim, complete and fail a delivery: several are claimed by one batch of INSERTs. Circuits are read
 * with BatchGetItem, one call for a whole batch of webhooks.
 */
export function grantDeliveries(table: Table, role: Role): void {
  table.grant(
    role,
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:PartiQLInsert',
  );
}
