import type { S3Client } from '@aws-sdk/client-s3';
import type { Stage } from './stage.ts';

/**
 * The bucket of a stage, as `infra/webhook-bucket.ts` names it. The account is read from a queue's URL: the caller
 * has that already, and needs no permission more.
 *
 * @param queueUrl `https://sqs.<region>.amazonaws.com/<account>/<queue>`
 */
export async function bucketName(s3: S3Client, stage: Stage, queueUrl: string): Promise<string> {
  const account = new URL(queueUrl).pathname.split('/')[1];
  return `spillway-${stage.name}-${account}-${await s3.config.region()}`;
}
