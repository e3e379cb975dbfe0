import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ArchiveUnavailableError } from '../errors.ts';
import { archiveKey } from '../webhook/archive.ts';
import type { Envelope } from '../webhook/envelope.ts';

/**
 * Keeps each webhook as it is on the queue; `message` is the written envelope. This module is imported only when
 * there is something to archive. The function that it returns throws ArchiveUnavailableError.
 */
export function createArchiveStore(bucket: string, client: S3Client) {
  return async (envelope: Envelope, message: string): Promise<void> => {
    const object = {
      Bucket: bucket,
      Key: archiveKey(envelope),
      Body: message,
      ContentType: 'text/plain; charset=utf-8',
    };
    try {
      await client.send(new PutObjectCommand(object));
    } catch (cause) {
      throw new ArchiveUnavailableError('S3 did not archive the webhook', { cause });
    }
  };
}
