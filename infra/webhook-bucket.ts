import { Aws, type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketPrefixes } from '../service/webhook/bucket-prefixes.ts';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

const emptyingProvider = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';

/**
 * Holds large bodies for as long as a message may refer to them, the archive, and the discarded dead letters. Its
 * name follows from the stage, the account and the region, so that tools find it without asking CloudFormation.
 */
export class WebhookBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: `spillway-${settings.stage}-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: Object.entries(lifetimes(settings)).map(([prefix, days]) => ({
        prefix,
        expiration: Duration.days(days),
      })),
      removalPolicy: removalPolicyOf(settings),
      autoDeleteObjects: !settings.keepData,
    });
    if (!settings.keepData) this.keepLogOfEmptying(settings);
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'Only the two functions and people on call read and write it, and CloudTrail can record them.',
    });
  }

  /** The function that empties the bucket is CDK's. Without this it would leave a log behind that nothing deletes. */
  private keepLogOfEmptying({ logRetentionDays }: Settings) {
    const log = new LogGroup(this, 'EmptyingLogs', {
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const provider = Stack.of(this).node.findChild(emptyingProvider);
    (provider.node.findChild('Handler') as CfnResource).addPropertyOverride('LoggingConfig', {
      LogGroup: log.logGroupName,
    });
  }
}

type Prefix = (typeof bucketPrefixes)[keyof typeof bucketPrefixes];

/**
 * Lets a function do one action with the objects under one prefix. Keys depend on content, so they can't be named.
 */
export function grantObjects(
  bucket: Bucket,
  role: Role,
  action: `s3:${string}Object`,
  prefix: Prefix,
): void {
  const logicalId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
  role.addToPolicy(
    new PolicyStatement({ actions: [action], resources: [bucket.arnForObjects(`${prefix}*`)] }),
  );
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}*]`]:
      'The objects under one prefix of one bucket: their keys are made of what is in them.',
  });
}

/**
 * Lets a function get the objects under one prefix, and learn that one is missing. S3 answers 404 only to a caller
 * that may list the bucket. Otherwise it answers 403, which looks like a removed permission. The right to list is
 * not narrowed to the prefix, because no document says that S3 checks `s3:prefix` when an object is got.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function grantReading(bucket: Bucket, role: Role, prefix: Prefix): void {
  grantObjects(bucket, role, 's3:GetObject', prefix);
  role.addToPolicy(
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  );
}

/** How many days each kind of object is kept. */
function lifetimes(settings: Settings): Readonly<Record<Prefix, number>> {
  return {
    [bucketPrefixes.bodies]: bodyDays(settings),
    [bucketPrefixes.archive]: settings.archiveDays,
    [bucketPrefixes.discarded]: settings.discardedDays,
  };
}

/** A dead letter that is sent again starts its time in the intake queue anew. */
function bodyDays({ intakeRetentionDays, deadLetterRetentionDays }: Settings): number {
  return intakeRetentionDays + 2 * deadLetterRetentionDays;
}
