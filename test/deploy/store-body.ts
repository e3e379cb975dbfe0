import { PutBucketTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { accountId, type Ministack, region } from './start-ministack.ts';

/** Leaves something in the bucket: CloudFormation deletes none that isn't empty. */
export async function storeBody({ env }: Ministack): Promise<void> {
  const client = new S3Client({
    region,
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const Bucket = `spillway-dev-${accountId}-${region}`;
  await client.send(new PutObjectCommand({ Bucket, Key: 'bodies/left-behind', Body: '{}' }));
  // The template has this tag, by which CDK's function knows what it may empty; MiniStack drops a bucket's tags.
  const TagSet = [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }];
  await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  client.destroy();
}
