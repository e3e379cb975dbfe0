import { isUtf8 } from 'node:buffer';
import { decodeBody, type Envelope } from '../../service/webhook/envelope.ts';
import type { FetchBody } from '../stage/bucket.ts';
import { readDepth } from '../stage/queues.ts';
import { type DeadLetter, type DeadLetterQueue, readLetter } from './dead-letter.ts';
import type { DiagnosedLetter, DiagnoseLetters } from './diagnose.ts';
import { type LookOptions, lookThrough } from './letter-taker.ts';
import { type ListedLetter, toListed } from './list-letters.ts';
import type { DeadLetters } from './open-dead-letters.ts';

/** All of a dead letter that may be seen: never its body, unless that was asked for. */
export interface ShownLetter extends Omit<ListedLetter, 'id'> {
  readonly contentType?: string;
  readonly headers?: Envelope['headers'];
  /** The producer's `X-Amzn-Trace-Id`. */
  readonly trace?: string;
  readonly body?: ShownBody;
}

export type ShownBody =
  | { readonly text: string }
  | { readonly base64: string }
  /** It was in the bucket, and is gone or not what was stored. */
  | { readonly lost: string };

export interface Sought {
  /** Several where a webhook has a dead letter for each of its destinations. */
  readonly found: readonly DiagnosedLetter[];
  readonly examined: number;
}

/** Looks for dead letters by their delivery id or message id, and gives back all that it looked at. */
export async function findLetters(
  queue: DeadLetterQueue,
  id: string,
  options: LookOptions & { readonly diagnose: DiagnoseLetters },
): Promise<Sought> {
  const found: DiagnosedLetter[] = [];
  const examined = await lookThrough(queue, options, async (letters) => {
    const some = letters.filter((letter) => hasId(letter, id));
    if (some.length > 0) found.push(...(await options.diagnose(some)));
    return some.some(({ messageId }) => messageId === id) ? 'enough' : 'more';
  });
  return { found, examined };
}

export function hasId(letter: DeadLetter, id: string): boolean {
  return letter.messageId === id || readLetter(letter).envelope?.deliveryId === id;
}

/** @param retentionSeconds of the dead-letter queue: they count from when SQS first got the message */
export function describeLetter(
  one: DiagnosedLetter,
  retentionSeconds: number,
  body?: ShownBody,
): ShownLetter {
  const { contentType, headers, trace } = one.envelope ?? {};
  const { id: _, ...listed } = toListed(one, retentionSeconds);
  return {
    ...listed,
    ...(contentType === undefined ? {} : { contentType }),
    ...(headers === undefined ? {} : { headers }),
    ...(trace === undefined ? {} : { trace }),
    ...(body === undefined ? {} : { body }),
  };
}

/** The webhook's; of a message that can't be read, all of it. */
export async function readBody(fetchBody: FetchBody, one: DiagnosedLetter): Promise<ShownBody> {
  const { letter, envelope } = one;
  if (envelope === undefined) return { text: letter.body };
  try {
    const bytes = envelope.bodyRef ? await fetchBody(envelope.bodyRef) : decodeBody(envelope);
    return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
  } catch (error) {
    if (Object(error).name !== 'BodyLostError') throw error;
    return { lost: (error as Error).message };
  }
}

/** No more are looked at before a question is put. */
const countedAtMost = 1000;

export interface Choice {
  /** Absent where all are meant. */
  readonly isChosen?: ((one: DiagnosedLetter) => boolean) | undefined;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** How many are chosen, as far as a look that takes none tells in a moment: `7 of about 12 dead letters`. */
export async function countLetters(letters: DeadLetters, choice: Choice): Promise<string> {
  const { visible } = await readDepth(letters.queue.sqs, letters.queue.url);
  const all = `about ${visible} dead letters`;
  const atMost = visible > choice.limit ? `, at most ${choice.limit} of them` : '';
  const { isChosen } = choice;
  if (isChosen === undefined) return all + atMost;
  let count = 0;
  const look = { max: countedAtMost, signal: choice.signal };
  const examined = await lookThrough(letters.queue, look, async (some) => {
    count += (await letters.diagnose(some)).filter(isChosen).length;
    return 'more';
  });
  return `${examined < countedAtMost ? count : `at least ${count}`} of ${all}${atMost}`;
}
