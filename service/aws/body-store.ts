import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { BodyLostError, BodyStoreUnavailableError, PermanentError } from '../errors.ts';
import type { BodyReference } from '../webhook/envelope.ts';

/** Holds the bodies that are too large for the queue (the claim check). */
export interface BodyStore {
  /** @throws BodyStoreUnavailableError */
  put(key: string, body: Buffer, contentType: string): Promise<BodyReference>;
  /**
   * Returns exactly the bytes that were put. @throws BodyLostError, BodyStoreUnavailableError; PermanentError for
   * another bucket
   */
  get(reference: BodyReference): Promise<Buffer>;
}

/**
 * This module is imported only when a body is too large, because loading the S3 client would slow every cold start.
 *
 * @see https://www.enterpriseintegrationpatterns.com/StoreInLibrary.html
 */
export function createBodyStore(bucket: string, client: S3Client): BodyStore {
  return {
    async put(key, body, contentType) {
      const digest = createHash('sha256').update(body).digest();
      const object = {
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        // S3 refuses the object if it arrives damaged.
        ChecksumSHA256: digest.toString('base64'),
      };
      try {
        await client.send(new PutObjectCommand(object));
      } catch (cause) {
        throw new BodyStoreUnavailableError('S3 did not store the body', { cause });
      }
      return { bucket, key, bytes: body.length, sha256: digest.toString('hex') };
    },

    async get(reference) {
      if (reference.bucket !== bucket) {
        throw new PermanentError('The body is said to be in another bucket, and is not fetched', {
          reason: 'malformed',
        });
      }
      const body = await fetchObject(client, reference);
      if (body.length !== reference.bytes || sha256(body) !== reference.sha256) {
        throw new BodyLostError(
          `The stored body ${reference.key} is not the one that was received`,
        );
      }
      return body;
    },
  };
}

async function fetchObject(client: S3Client, { bucket, key }: BodyReference): Promise<Buffer> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (cause) {
    if (cause instanceof NoSuchKey) {
      throw new BodyLostError(`The stored body ${key} is gone`, { cause });
    }
    throw new BodyStoreUnavailableError('S3 did not give the body', { cause });
  }
}

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
