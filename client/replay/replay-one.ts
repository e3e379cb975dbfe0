import { countResent } from '../audit/count-resent.ts';
import { CommandError } from '../command-error.ts';
import { bucketName } from '../stage/bucket.ts';
import type { Clients } from '../stage/clients.ts';
import { findQueue } from '../stage/queues.ts';
import type { Stage } from '../stage/stage.ts';
import { findArchive, readArchived } from './archive.ts';
import { findArchived, type SoughtInArchive } from './find-archived.ts';
import { createStoreBody, replayMessage } from './replay-message.ts';
import { sendBatch } from './send-batch.ts';

export interface ReplayOneOptions {
  /** Of this run: what has it already is not delivered again. */
  readonly nonce: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Sends one archived webhook through once more, to all that today's routes give.
 *
 * @throws CommandError where the archive does not have it, saying how a source gets one
 */
export async function replayOne(
  sought: SoughtInArchive,
  { clients, stage }: { readonly clients: Clients; readonly stage: Stage },
  { nonce, sleep }: ReplayOneOptions,
): Promise<void> {
  const { s3, sqs, cloudWatch } = clients;
  const queueUrl = await findQueue(sqs, stage.name, 'intake');
  const bucket = await bucketName(s3, stage, queueUrl);
  const key = await findArchived(s3, bucket, sought);
  if (key === undefined) {
    await findArchive(s3, bucket, sought.source);
    throw new CommandError(`The archive does not have ${sought.deliveryId}: its time is over.`);
  }
  const read = await readArchived(s3, bucket, key);
  if ('problem' in read) {
    throw new CommandError(`${sought.deliveryId} can't be replayed: ${read.problem}.`);
  }
  const message = await replayMessage(read.envelope, { nonce }, createStoreBody(s3, bucket));
  const refused = await sendBatch({ sqs, queueUrl, sleep }, [message]);
  const code = refused.get(0);
  if (code !== undefined) throw new CommandError(`SQS refused ${sought.deliveryId}: ${code}.`);
  await countResent(cloudWatch, stage.name, 1);
}
