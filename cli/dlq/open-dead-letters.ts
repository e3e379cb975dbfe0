import type { Command } from 'commander';
import { bucketName } from '../bucket.ts';
import { type Connected, type ProgramContext, type Shared, withShared } from '../command.ts';
import { createFetchBody, type FetchBody } from '../fetch-body.ts';
import { findQueue } from '../queues.ts';
import { createReadRoutes, receiversOf, type StageRoutes } from '../stage-routes.ts';
import type { DeadLetterQueue } from './dead-letter.ts';
import { createReadRecords, type ReadRecords } from './delivery-records.ts';
import { createDiagnose, type DiagnoseLetters } from './diagnose.ts';

export interface LetterFlags extends Shared {
  readonly config?: string;
}

/** The dead letters of a stage, and what it takes to tell what became of them. */
export interface DeadLetters {
  readonly queue: DeadLetterQueue;
  readonly diagnose: DiagnoseLetters;
  readonly readRecords: ReadRecords;
  readonly readRoutes: () => Promise<StageRoutes>;
  readonly fetchBody: FetchBody;
}

/** Gives a command the options that all commands for dead letters have. */
export function withLetterOptions(command: Command, context: ProgramContext): Command {
  return withShared(command, context).option(
    '--config <file>',
    'the configuration of the stage, where it is another than spillway.config.ts',
  );
}

export async function openDeadLetters(
  { clients: { sqs, s3, dynamo }, stage }: Connected,
  { root }: ProgramContext,
  { config }: LetterFlags,
): Promise<DeadLetters> {
  const readRoutes = createReadRoutes(root, config ?? stage.configFile);
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
