import { findArchived, type SoughtInArchive } from '../../../../client/replay/find-archived.ts';
import { bucketName } from '../../../../client/stage/bucket.ts';
import { findQueue } from '../../../../client/stage/queues.ts';
import type { ConsoleContext } from '../endpoint.ts';

/** Whether a webhook can be replayed. `undefined` where that can't be read, such as by who may not list the bucket. */
export async function isArchived(
  sought: SoughtInArchive,
  { clients, stage }: ConsoleContext,
): Promise<boolean | undefined> {
  try {
    const queueUrl = await findQueue(clients.sqs, stage.name, 'intake');
    const bucket = await bucketName(clients.s3, stage, queueUrl);
    return (await findArchived(clients.s3, bucket, sought)) !== undefined;
  } catch {
    return undefined;
  }
}
