import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Settings } from './settings.ts';

/** Holds the bodies that are too large for the queue, for as long as a message may refer to them. */
export class BodyBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: expiration(settings) }],
      removalPolicy: settings.keepLogs ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'Only the two functions read and write it, and CloudTrail can record both.',
    });
  }
}

/** Lets a function do one thing with the bodies: their keys are hashes, so none can be named. */
export function grantBodies(bodies: Bucket, role: Role, action: `s3:${string}Object`): void {
  const logicalId = Stack.of(bodies).getLogicalId(bodies.node.defaultChild as CfnBucket);
  role.addToPolicy(
    new PolicyStatement({ actions: [action], resources: [bodies.arnForObjects('*')] }),
  );
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`]:
      'The objects of one bucket: the key of a body is its hash.',
  });
}

/** A dead letter that is sent through again starts its time in the intake queue anew. */
function expiration({ intakeRetentionDays, deadLetterRetentionDays }: Settings): Duration {
  return Duration.days(intakeRetentionDays + 2 * deadLetterRetentionDays);
}
