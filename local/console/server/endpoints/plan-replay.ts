import { CommandError } from '../../../../client/command-error.ts';
import { findArchive } from '../../../../client/replay/archive.ts';
import { bucketName } from '../../../../client/stage/bucket.ts';
import { findQueue } from '../../../../client/stage/queues.ts';
import type { ConsoleContext, Endpoint } from '../endpoint.ts';
import { readOrder } from '../read-order.ts';
import { replayOrder } from '../replays/replay-order.ts';
import { rowsOfOrder } from '../replays/rows-of-order.ts';

/** What a replay of rows would come to. */
export interface ReplayPlan {
  readonly sources: readonly PlannedSource[];
  /** Rows that are stored nowhere: refused ones, and handshakes. */
  readonly notStored: number;
}

export interface PlannedSource {
  readonly source: string;
  readonly count: number;
  /** When the oldest was received that its archive has, in ISO 8601. Absent where it has none: these stay out. */
  readonly archiveBegins?: string;
}

/** Sends nothing. */
export const planReplay: Endpoint = {
  method: 'POST',
  path: '/api/replay-plan',
  async answer({ body }, context): Promise<ReplayPlan> {
    const { keys } = readOrder(replayOrder, body);
    const rows = rowsOfOrder(keys, context);
    const archiveOf = await openArchive(context);
    const sources = [...Map.groupBy(rows, ({ source }) => source)].map(async ([source, own]) => {
      const archiveBegins = await archiveOf(source);
      return { source, count: own.length, ...(archiveBegins && { archiveBegins }) };
    });
    return { sources: await Promise.all(sources), notStored: new Set(keys).size - rows.length };
  },
};

async function openArchive({ clients, stage }: ConsoleContext) {
  const queueUrl = await findQueue(clients.sqs, stage.name, 'intake');
  const bucket = await bucketName(clients.s3, stage, queueUrl);
  return (source: string): Promise<string | undefined> =>
    findArchive(clients.s3, bucket, source).catch((error: unknown) => {
      if (error instanceof CommandError) return undefined;
      throw error;
    });
}
