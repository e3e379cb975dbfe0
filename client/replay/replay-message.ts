import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bodyKey } from '../../service/webhook/body-key.ts';
import {
  type BodyReference,
  decodeBody,
  type Envelope,
  writeEnvelope,
} from '../../service/webhook/envelope.ts';

/** What SQS takes at most, in a message and in a batch: also the most that `queueMessageLimitBytes` may be. */
export const sqsLimitBytes = 1_048_576;

export interface ReplayMarks {
  /** The run's id: what has it already is not delivered again. */
  readonly nonce: string;
  /** The only destinations. Absent: all that today's routes give. */
  readonly to?: readonly string[];
}

/**
 * The message of an archived webhook. It is as large as it was on the queue, and some 50 bytes for the marks: the
 * stage's own limit needs no second look. A body that was too large for the queue, or now is by those bytes, is
 * put among the bodies once more: there it has all the time that a message may take.
 */
export async function replayMessage(
  envelope: Envelope,
  marks: ReplayMarks,
  storeBody: (envelope: Envelope) => Promise<BodyReference>,
): Promise<string> {
  const whole = writeEnvelope({ ...envelope, ...marks });
  if (!envelope.bodyRef && Buffer.byteLength(whole) <= sqsLimitBytes) return whole;
  const { body: _, bodyEncoding: __, ...rest } = envelope;
  return writeEnvelope({ ...rest, ...marks, bodyRef: await storeBody(envelope) });
}

/** Where ingestion would have put it. */
export function createStoreBody(s3: S3Client, bucket: string) {
  return async (envelope: Envelope): Promise<BodyReference> => {
    const body = decodeBody(envelope);
    const digest = createHash('sha256').update(body).digest();
    const day = envelope.receivedAt.slice(0, 10);
    const key = bodyKey(envelope.source, day, digest.toString('hex'));
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: envelope.contentType,
        ChecksumSHA256: digest.toString('base64'),
      }),
    );
    return { bucket, key, bytes: body.length, sha256: digest.toString('hex') };
  };
}
