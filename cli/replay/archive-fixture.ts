import { createHash } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { archiveKey } from '../../service/webhook/archive.ts';
import { bodyKey } from '../../service/webhook/body-key.ts';
import { type Envelope, encodeBody, writeEnvelope } from '../../service/webhook/envelope.ts';
import { anEnvelope, type CliFixture, fixtureRegion } from '../cli-fixture.ts';

export const fixtureBucket = `spillway-dev-000000000000-${fixtureRegion}`;

/** Puts webhooks into the archive of a CLI fixture, as processing does. */
export function openArchive({ endpoints }: CliFixture) {
  const s3 = new S3Client({
    endpoint: endpoints.sqs,
    region: fixtureRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
  });
  const put = (Key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: fixtureBucket, Key, Body }));
  return {
    s3,
    put,
    async archive(changes: Partial<Envelope>): Promise<Envelope> {
      const envelope = { ...anEnvelope, ...changes };
      await put(archiveKey(envelope), writeEnvelope(envelope));
      return envelope;
    },
    /** One whose body was too large for the queue. */
    async archiveLarge(deliveryId: string, body: Buffer, receivedAt: string): Promise<Envelope> {
      const sha256 = createHash('sha256').update(body).digest('hex');
      const key = bodyKey(anEnvelope.source, receivedAt.slice(0, 10), sha256);
      const bodyRef = { bucket: 'b', key, bytes: body.length, sha256 };
      const { body: _, ...rest } = anEnvelope;
      const envelope = { ...rest, deliveryId, receivedAt, bodyRef, ...encodeBody(body) };
      await put(archiveKey(envelope), writeEnvelope(envelope));
      return envelope;
    },
  };
}
