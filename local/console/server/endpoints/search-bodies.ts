import { type Copy, findCopies } from '../../../../client/deliveries/find-copies.ts';
import { BadRequestError, type ConsoleContext, type Endpoint } from '../endpoint.ts';
import type { WebhookRow } from '../feed/webhook-row.ts';
import { copyPlaces } from '../webhook/find-received.ts';

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
    const waiting = rowsIn(query, context);
    const matching: string[] = [];
    let searched = 0;
    const work = async () => {
      for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
        signal.throwIfAborted();
        const bodies = await bodiesOf(row, context, signal);
        if (bodies.length > 0) searched += 1;
        if (bodies.some((body) => body.includes(text))) matching.push(row.key);
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

function rowsIn(query: URLSearchParams, { feed }: ConsoleContext): WebhookRow[] {
  const keys = query.getAll('key');
  if (keys.length > mostSearched) throw new BadRequestError(`At most ${mostSearched} at once.`);
  return keys.flatMap((key) => feed.find(key) ?? []);
}

async function bodiesOf(
  { source, deliveryId, at }: WebhookRow,
  context: ConsoleContext,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (source === undefined || deliveryId === undefined) return [];
  const sought = { source, deliveryId, at, mayBeDead: false };
  const { copies } = await findCopies(sought, copyPlaces(context, signal));
  return copies.map(searchable);
}

function searchable({ body }: Copy): string {
  return body.subarray(0, mostBytes).toString('utf8').toLowerCase();
}
