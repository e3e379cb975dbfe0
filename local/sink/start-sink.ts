import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Trouble, troubleOf } from '../faults/destination-faults.ts';
import type { Fault } from '../faults/fault.ts';
import { closeServer, listen, readBody } from '../listen.ts';
import { type Arrival, Arrivals } from './arrivals.ts';
import { isSigned } from './verify-delivery.ts';

const bodyLimitBytes = 33_554_432;
const keepAliveMs = 65_000;

export interface SinkOptions {
  readonly port: number;
  /** The valid signing secrets of a destination; none for an unknown one. */
  readonly secretsOf: (destination: string) => readonly string[];
  /** What is wrong with the destinations. */
  readonly faults?: () => readonly Fault[];
  readonly onArrival?: (arrival: Arrival) => void;
  readonly onRefusal?: (destination: string) => void;
}

export interface Sink {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly arrivals: Arrivals;
  stop(): Promise<void>;
}

/**
 * Stands in for every destination: takes deliveries at `POST /<destination>`, refuses what isn't signed, and
 * tells at `GET /deliveries` and `GET /deliveries/counts` what arrived.
 */
export async function startSink(options: SinkOptions): Promise<Sink> {
  const arrivals = new Arrivals();
  const server = createServer({ keepAliveTimeout: keepAliveMs }, async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://sink');
    if (request.method === 'GET') tell(arrivals, url, response);
    else if (request.method === 'POST') await take(options, arrivals, url, request, response);
    else answer(response, 405, { error: 'GET or POST' });
  });
  const port = await listen(server, options.port);
  return { url: `http://127.0.0.1:${port}`, arrivals, stop: () => closeServer(server) };
}

function tell(arrivals: Arrivals, url: URL, response: ServerResponse): void {
  if (url.pathname === '/deliveries/counts') answer(response, 200, arrivals.counts());
  else if (url.pathname === '/deliveries') {
    const after = Number(url.searchParams.get('after') ?? 0);
    if (Number.isSafeInteger(after) && after >= 0) answer(response, 200, arrivals.page(after));
    else answer(response, 400, { error: 'after must be a whole number' });
  } else answer(response, 404, { error: 'GET /deliveries or /deliveries/counts' });
}

async function take(
  { secretsOf, onArrival, onRefusal, faults = () => [] }: SinkOptions,
  arrivals: Arrivals,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const destination = decodeURIComponent(url.pathname.slice(1));
  const body = await readBody(request, bodyLimitBytes);
  if (body === undefined) return answer(response, 413, { error: 'too large' });
  const trouble = troubleOf(faults(), destination);
  if (trouble?.isTaken === false) return trouble.answer(response);
  const header = (name: string) => String(request.headers[name] ?? '');
  const signed = {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
  };
  if (!isSigned(body, signed, secretsOf(destination), Date.now())) {
    onRefusal?.(destination);
    return answer(response, 401, { error: 'not signed' });
  }
  const arrival: Arrival = {
    deliveryId: header('webhook-id'),
    destination,
    source: header('spillway-source'),
    type: header('spillway-type'),
    receivedAt: header('spillway-received-at'),
    arrivedAt: new Date().toISOString(),
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  };
  arrivals.add(arrival);
  onArrival?.(arrival);
  (trouble ?? well).answer(response);
}

const well: Pick<Trouble, 'answer'> = { answer: (response) => void response.writeHead(204).end() };

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
