import type { S3Client } from '@aws-sdk/client-s3';
import { accountOf } from './queues.ts';
import type { Stage } from './stage.ts';

/**
 * The bucket of a stage, as `infra/webhook-bucket.ts` names it. The account is read from a queue's URL: the caller
 * has that already, and needs no permission more.
 */
export async function bucketName(s3: S3Client, stage: Stage, queueUrl: string): Promise<string> {
  return `spillway-${stage.name}-${accountOf(queueUrl)}-${await s3.config.region()}`;
}
