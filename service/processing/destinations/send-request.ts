import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { DeliveryError, PermanentError } from '../../errors.ts';
import { keptConnections } from '../../kept-connections.ts';
import { createGuardedLookup, refuseForbiddenHost } from './guarded-lookup.ts';

export interface OutgoingRequest {
  readonly destination: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly timeoutSeconds: number;
  readonly allowPrivateAddress: boolean;
}

export interface OutgoingAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** At most its first 64 KB. */
  readonly body: Buffer;
}

/** Makes one request and follows no redirect. @throws DeliveryError, PermanentError */
export type SendRequest = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

const answerLimitBytes = 65_536;
// A connection that was already dead shows it within a round trip. After that, the destination may have received
// the request.
const staleMilliseconds = 1_000;

/** How a request reaches its destination: over a kept connection if there is one, else over a new one. */
interface Way {
  readonly kept: Readonly<Record<'http:' | 'https:', { agent: HttpAgent; closeIdle: () => void }>>;
  readonly fresh: { readonly agent: false; readonly lookup?: LookupFunction };
}

/** @param lookup for connections that must go to a public address */
export function createSendRequest(lookup = createGuardedLookup()): SendRequest {
  // Two separate ways, so that a destination that must not have a private address never uses a connection to one.
  const guarded = wayWith({ lookup });
  const open = wayWith({});
  return async (request) => {
    const { timeoutSeconds, allowPrivateAddress } = request;
    const url = new URL(request.url);
    if (!allowPrivateAddress) refuseForbiddenHost(url);
    const way = allowPrivateAddress ? open : guarded;
    const deadline = AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000));
    const response = await sendTwice(url, way, request, deadline);
    const body = await readSome(response);
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  };
}

function wayWith(options: { readonly lookup?: LookupFunction }): Way {
  const kept = { keepAlive: true, ...options };
  const closing = (agent: HttpAgent) => ({ agent, ...keptConnections(agent) });
  return {
    kept: { 'http:': closing(new HttpAgent(kept)), 'https:': closing(new HttpsAgent(kept)) },
    fresh: { agent: false, ...options },
  };
}

function describeFailure(
  { destination, timeoutSeconds }: OutgoingRequest,
  isLate: boolean,
  cause: unknown,
): Error {
  if (cause instanceof PermanentError) return cause;
  const what = isLate ? `did not answer in ${timeoutSeconds} s` : 'could not be reached';
  return new DeliveryError(`Destination ${destination} ${what}`, { cause });
}

/**
 * The other side may have closed a kept connection, above all while Lambda had frozen this function. That shows
 * only when it is used. The request is then made once more over a new connection, because other kept ones may be
 * dead as well.
 */
async function sendTwice(
  url: URL,
  { kept, fresh }: Way,
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { agent, closeIdle } = kept[url.protocol === 'http:' ? 'http:' : 'https:'];
  closeIdle();
  try {
    return await send(url, { agent }, request, signal);
  } catch (error) {
    if (!Object(error).isConnectionStale) throw error;
    return send(url, fresh, request, signal);
  }
}

/** An error in building the request is thrown as it is, because the destination was never asked. */
async function send(
  url: URL,
  connection: Way['fresh'] | { readonly agent: HttpAgent },
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const open = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const startedAt = performance.now();
  const { method, headers, body } = request;
  const outgoing = open(url, {
    ...connection,
    method,
    headers: { ...headers, 'content-length': body.length },
    signal,
  });
  return new Promise((resolve, reject) => {
    outgoing.on('response', resolve);
    // Without this listener such an answer (101) ends the connection, and neither event ever comes.
    outgoing.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer);
    });
    outgoing.on('error', (cause: NodeJS.ErrnoException) => {
      const isConnectionStale =
        outgoing.reusedSocket &&
        (cause.code === 'ECONNRESET' || cause.code === 'EPIPE') &&
        performance.now() - startedAt < staleMilliseconds;
      const failure = describeFailure(request, signal.aborted, cause);
      reject(Object.assign(failure, { isConnectionStale }));
    });
    outgoing.end(body);
  });
}

/** Only the status counts. A body that is too long, too slow or cut off changes nothing. */
async function readSome(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += chunk.length;
      if (bytes > answerLimitBytes) break; // this ends the connection
      chunks.push(chunk);
    }
  } catch {
    // Use what came before the deadline.
  }
  return Buffer.concat(chunks);
}
