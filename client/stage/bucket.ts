import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { BodyReference } from '../../service/webhook/envelope.ts';
import { accountOf } from './queues.ts';
import type { Stage } from './stage.ts';
/**
 * The bucket of a stage, as `infra/webhook-bucket.ts` names it. The account is read from a queue's URL: the caller
 * has that already, and needs no permission more.
 */
export async function bucketName(s3: S3Client, stage: Stage, queueUrl: string): Promise<string> {
  return `spillway-${stage.name}-${accountOf(queueUrl)}-${await s3.config.region()}`;
}

/** As processing has it: see `service/aws/body-store.ts`. */
export class BodyLostError extends Error {
  override readonly name = 'BodyLostError';
}

/** Gives a body that was too large for the queue. @throws BodyLostError where it is gone, or not what was stored */
export type FetchBody = (reference: BodyReference) => Promise<Buffer>;

/**
 * @param own the stage's bucket: whoever runs a command may read more than a function, and a dead letter must not lead
 *   there
 */
export function createFetchBody(s3: S3Client, own: string): FetchBody {
  return (reference) => fetchBody(s3, own, reference);
}

async function fetchBody(
  s3: S3Client,
  own: string,
  { bucket, key, bytes, sha256 }: BodyReference,
): Promise<Buffer> {
  if (bucket !== own) {
    throw new BodyLostError('The body is said to be in another bucket, and is not fetched');
  }
  const body = await readObject(s3, bucket, key);
  if (body.length !== bytes || createHash('sha256').update(body).digest('hex') !== sha256) {
    throw new BodyLostError(`The stored body ${key} is not the one that was received`);
  }
  return body;
}

async function readObject(s3: S3Client, Bucket: string, Key: string): Promise<Buffer> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (cause) {
    if (!(cause instanceof NoSuchKey)) throw cause;
    throw new BodyLostError(`The stored body ${Key} is gone`, { cause });
  }
}
