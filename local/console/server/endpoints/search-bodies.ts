import { lookAtSink } from '../../../../client/deliveries/find-copies.ts';
import { readArchived } from '../../../../client/replay/archive.ts';
import { findAllArchived, type SoughtInArchive } from '../../../../client/replay/find-archived.ts';
import { bucketName } from '../../../../client/stage/bucket.ts';
import { findQueue } from '../../../../client/stage/queues.ts';
import { decodeBody } from '../../../../service/webhook/envelope.ts';
import { BadRequestError, type ConsoleContext, type Endpoint } from '../endpoint.ts';
import type { WebhookRow } from '../feed/webhook-row.ts';

/** What a search in bodies found. No body is in it, and nothing of one. */
export interface FoundInBodies {
  /** Keys of the rows whose body has the text. */
  readonly matching: readonly string[];
  /** How many had a body that could be read. */
  readonly searched: number;
}

/** Of one call: the page asks again for the next ones, and stops when nobody wants them any more. */
export const mostSearched = 50;
const shortestText = 3;
const longestText = 200;
const atOnce = 5;
const mostBytes = 1_000_000;

/**
 * Looks for a text in the bodies of rows: `?text=&key=&key=…`. Upper and lower case are the same. Dead letters are left
 * alone, since a look hides them from others; so are bodies after their first megabyte.
 */
export const searchBodies: Endpoint = {
  method: 'GET',
  path: '/api/body-search',
  async answer({ query, signal }, context): Promise<FoundInBodies> {
    const text = textIn(query);
    const rows = rowsIn(query, context);
    const keys = await archiveKeysOf(rows, context);
    const waiting = [...rows];
    const matching: string[] = [];
    let searched = 0;
    const work = async () => {
      for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
        signal.throwIfAborted();
        const bodies = await bodiesOf(row, keys.get(row), context, signal);
        if (bodies.length > 0) searched += 1;
        if (bodies.some((body) => searchable(body).includes(text))) matching.push(row.key);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return { matching, searched };
  },
};

function textIn(query: URLSearchParams): string {
  const text = (query.get('text') ?? '').trim().toLowerCase();
  if (text.length >= shortestText && text.length <= longestText) return text;
  throw new BadRequestError(`The text has to have ${shortestText} to ${longestText} characters.`);
}

/** A row that is stored somewhere. */
type StoredRow = SoughtInArchive & Pick<WebhookRow, 'key'>;

function rowsIn(query: URLSearchParams, { feed }: ConsoleContext): readonly StoredRow[] {
  const keys = query.getAll('key');
  if (keys.length > mostSearched) throw new BadRequestError(`At most ${mostSearched} at once.`);
  return keys.flatMap((key) => {
    const { source, deliveryId, at = 0 } = feed.find(key) ?? {};
    return source === undefined || deliveryId === undefined
      ? []
      : [{ key, source, deliveryId, at }];
  });
}

interface ArchiveKey {
  readonly bucket: string;
  readonly key: string;
}

async function archiveKeysOf(
  rows: readonly StoredRow[],
  { clients: { s3, sqs }, stage }: ConsoleContext,
): Promise<ReadonlyMap<StoredRow, ArchiveKey>> {
  const bucket = await bucketName(s3, stage, await findQueue(sqs, stage.name, 'intake'));
  const found = await findAllArchived(s3, bucket, rows);
  return new Map([...found].map(([row, key]) => [row, { bucket, key }]));
}

/** As the archive has it; else what destinations got. */
async function bodiesOf(
  row: StoredRow,
  archived: ArchiveKey | undefined,
  context: ConsoleContext,
  signal: AbortSignal,
): Promise<readonly Buffer[]> {
  if (archived !== undefined) {
    const read = await readArchived(context.clients.s3, archived.bucket, archived.key);
    if ('envelope' in read) return [decodeBody(read.envelope)];
  }
  const { stage, readRoutes } = context;
  const { copies } = await lookAtSink(row, { stage, readRoutes, signal });
  return copies.map(({ body }) => body);
}

function searchable(body: Buffer): string {
  return body.subarray(0, mostBytes).toString('utf8').toLowerCase();
}
