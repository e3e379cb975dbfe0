import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { KeptAnswer, RequestEnd } from '../kept-requests.ts';
import { forwardRequest, handedOn, type RequestToForward } from './forward-request.ts';

/** As much of an answer as a function reads. */
const keptBytes = 65_536;

/**
 * Makes the request at the service that it is forwarded to, and gives that one's answer, so that the function sees what
 * it would see if it had called there itself: whoever refuses the connection, breaks it or lets one wait does so here.
 *
 * @param onAnswer hears what the service made of it before the function does
 * @param answerOtherwise what is answered instead
 */
export async function answerFrom(
  request: RequestToForward,
  response: ServerResponse,
  onAnswer: (end: RequestEnd) => void,
  answerOtherwise?: (response: ServerResponse) => void,
): Promise<void> {
  const startedAt = performance.now();
  const left = new AbortController();
  response.once('close', () => left.abort());
  let answer: IncomingMessage;
  try {
    answer = await forwardRequest(request, left.signal);
  } catch (error) {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const why = left.signal.aborted
      ? `did not answer in ${seconds} s, and the function waited no longer`
      : `could not be reached: ${describe(error)}`;
    onAnswer({ verdict: 'refused', why: `${request.url} ${why}` });
    response.socket?.resetAndDestroy();
    return;
  }
  const kept = keptAnswerOf(answer);
  const isTaken = kept.status >= 200 && kept.status <= 299;
  const why = `${request.url} answered ${kept.status}`;
  const judged = isTaken
    ? ({ verdict: 'accepted' } as const)
    : ({ verdict: 'refused', why } as const);
  onAnswer({ ...judged, answer: kept });
  if (answerOtherwise) {
    answer.destroy();
    answerOtherwise(response);
    return;
  }
  const body = await handBack(answer, response);
  onAnswer({ ...judged, answer: { ...kept, body } });
}

/** @returns its beginning */
async function handBack(answer: IncomingMessage, response: ServerResponse): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    if (bytes < keptBytes) chunks.push(chunk);
    bytes += chunk.length;
  });
  response.writeHead(answer.statusCode ?? 0, handedOn(answer.headers));
  // Only the status counts, as it does for the function: it may have read enough, or the service may break off.
  await pipeline(answer, response).catch(() => undefined);
  return Buffer.concat(chunks).subarray(0, keptBytes);
}

function keptAnswerOf({ statusCode = 0, headers }: IncomingMessage): KeptAnswer {
  const texts = Object.entries(handedOn(headers)).map(([name, value]) => [name, String(value)]);
  return { status: statusCode, headers: Object.fromEntries(texts) };
}

/** Where several addresses were tried, the error of all has a code alone. */
function describe(error: unknown): string {
  const { code, message } = Object(error);
  return String(code ?? message);
}
