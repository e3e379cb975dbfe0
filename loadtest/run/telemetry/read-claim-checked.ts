import { HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { bodyKey } from '../../../service/webhook/body-key.ts';
import { messageBytes } from '../../judge/subject.ts';
import type { Request } from '../../samples/requests.ts';
import type { PlannedWebhook } from '../../samples/sample.ts';

interface Bodies {
  readonly s3: S3Client;
  readonly bucket: () => Promise<string>;
}

const concurrency = 16;

/** Of the large webhooks, the ids of those whose bodies lie in the bucket: there they stay for days. */
export async function readClaimChecked(
  { s3, bucket }: Bodies,
  accepted: readonly Request[],
  webhooks: readonly PlannedWebhook[],
): Promise<readonly string[]> {
  const large = accepted.filter(({ sent }) => sent.bytes > messageBytes);
  if (large.length === 0) return [];
  const Bucket = await bucket();
  const found: string[] = [];
  const waiting = large.values();
  const look = async () => {
    for (const request of waiting) {
      const keys = keysOf(request, webhooks);
      const isThere = await anyOf(keys, (Key) => isStored(s3, Bucket, Key));
      if (isThere) found.push(request.id);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, look));
  return found;
}

/** It is stored under the day on which ingestion took it in: around midnight that may be one of two. */
function keysOf({ sent, answered }: Request, webhooks: readonly PlannedWebhook[]) {
  const source = webhooks[sent.webhook]?.source ?? '';
  const days = [sent.sentAt, answered?.at ?? sent.sentAt].map((at) =>
    new Date(at).toISOString().slice(0, 10),
  );
  return [...new Set(days)].map((day) => bodyKey(source, day, sent.sha256));
}

async function anyOf(keys: readonly string[], holds: (key: string) => Promise<boolean>) {
  for (const key of keys) if (await holds(key)) return true;
  return false;
}

async function isStored(s3: S3Client, Bucket: string, Key: string): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
