import { createReadRecords, type ReadRecords } from '../deliveries/delivery-records.ts';
import { bucketName, createFetchBody, type FetchBody } from '../stage/bucket.ts';
import type { Clients } from '../stage/clients.ts';
import { receiversOf, type StageRoutes } from '../stage/configuration.ts';
import { findQueue } from '../stage/queues.ts';
import type { Stage } from '../stage/stage.ts';
import type { DeadLetterQueue } from './dead-letter.ts';
import { createDiagnose, type DiagnoseLetters } from './diagnose.ts';

/** The dead letters of a stage, and what it takes to tell what became of them. */
export interface DeadLetters {
  readonly queue: DeadLetterQueue;
  readonly diagnose: DiagnoseLetters;
  readonly readRecords: ReadRecords;
  readonly readRoutes: () => Promise<StageRoutes>;
  readonly fetchBody: FetchBody;
}

/** @param readRoutes is called only for a letter that does not say itself what became of it */
export async function openDeadLetters(
  { sqs, s3, dynamo }: Clients,
  stage: Stage,
  readRoutes: () => Promise<StageRoutes>,
): Promise<DeadLetters> {
  const readRecords = createReadRecords(dynamo, stage.name, async () =>
    receiversOf(await readRoutes()),
  );
  const url = await findQueue(sqs, stage.name, 'dead-letters');
  return {
    queue: { sqs, url, waitSeconds: stage.isEmbedded ? 0 : 1 },
    fetchBody: createFetchBody(s3, await bucketName(s3, stage, url)),
    diagnose: createDiagnose(readRecords),
    readRecords,
    readRoutes,
  };
}
