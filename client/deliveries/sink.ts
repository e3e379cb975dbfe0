import { CommandError } from '../command-error.ts';
import {
  type RequestPage,
  requestPage,
  requestsOfDelivery,
  type ShownRequest,
} from './shown-request.ts';

/**
 * What a running embedded stack keeps of what was delivered.
 *
 * Each function throws CommandError where the stack does not answer.
 */
export interface Sink {
  readonly sinkUrl: string;
  readonly signal: AbortSignal;
}

/** The newest ones. */
export async function readNewest({ sinkUrl, signal }: Sink, limit: number): Promise<RequestPage> {
  const first = await readPage(`${sinkUrl}/deliveries`, signal);
  let { deliveries, older } = first;
  while (deliveries.length < limit && older !== undefined) {
    const page = await readPage(older, signal);
    deliveries = [...deliveries, ...page.deliveries];
    older = page.older;
  }
  const { total, kept } = first;
  return { total, kept, deliveries: deliveries.slice(0, limit) };
}

/**
 * All requests with a delivery id, newest first; without one, the request with that number.
 *
 * @param withSecrets whether signatures and credentials are wanted
 */
export async function readDelivery(
  { sinkUrl, signal }: Sink,
  id: string,
  withSecrets: boolean,
): Promise<readonly ShownRequest[]> {
  const secrets = withSecrets ? '&secrets' : '';
  const found = await readRequests(
    `${sinkUrl}/deliveries?id=${encodeURIComponent(id)}${secrets}`,
    signal,
  );
  if (found.length > 0 || !/^\d+$/.test(id)) return found;
  return readRequests(`${sinkUrl}/requests/${id}?${secrets}`, signal);
}

/** The exact bytes of a request's body. */
export async function readBytes({ details }: ShownRequest, signal: AbortSignal): Promise<Buffer> {
  const answer = await ask(`${details}/body`, signal);
  return Buffer.from(await answer.arrayBuffer());
}

async function readPage(url: string, signal: AbortSignal): Promise<RequestPage> {
  return requestPage.parse(await (await ask(url, signal)).json());
}

async function readRequests(url: string, signal: AbortSignal): Promise<readonly ShownRequest[]> {
  const answer = await ask(url, signal);
  if (answer.status === 404) return [];
  return requestsOfDelivery.parse(await answer.json()).requests;
}

function ask(url: string, signal: AbortSignal): Promise<Response> {
  return fetch(url, { signal }).catch((cause: unknown) => {
    const remedy = 'Stop it, and start it again with `npm start`.';
    throw new CommandError('The embedded stack does not answer.', remedy, { cause });
  });
}
