import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Fault } from '../../client/faults/fault.ts';
import type { DestinationConfig } from '../../service/webhook/destination-config.ts';
import { closeServer, listen, readBody } from '../aws/http/listen.ts';
import { troubleOf } from '../faults/destination-faults.ts';
import { type Arrival, Arrivals } from './arrivals.ts';
import { judgeRequest, type SinkAnswer } from './judge-request.ts';
import { type Message, Messages } from './messages.ts';

const bodyLimitBytes = 33_554_432;
const keepAliveMs = 65_000;
const methods: readonly unknown[] = ['POST', 'PUT', 'PATCH'];

export interface SinkOptions {
  readonly port: number;
  /** The valid signing secrets of a destination; none for an unknown one. */
  readonly secretsOf: (destination: string) => readonly string[];
  /** The faults of the destinations. */
  readonly faults?: () => readonly Fault[];
  readonly onArrival?: (arrival: Arrival) => void;
  readonly onMessage?: (message: Message) => void;
  readonly onRefusal?: (destination: string, why: string) => void;
}

export interface Sink {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly arrivals: Arrivals;
  readonly messages: Messages;
  /** Says what the destinations are, once that is known. Until then, all are HTTP endpoints. */
  aimAt(destinations: Readonly<Record<string, DestinationConfig>>): void;
  /** Keeps and shows what arrived elsewhere: a mail, an event, a message in a queue. */
  note(message: Message): void;
  stop(): Promise<void>;
}

/**
 * Stands in for every destination that is called over HTTP: takes deliveries at `/<destination>`, refuses what
 * isn't signed unless it is for a chat service, and tells at `GET /deliveries`, `GET /deliveries/counts` and
 * `GET /messages` what arrived.
 */
export async function startSink(options: SinkOptions): Promise<Sink> {
  const messages = new Messages();
  const note = (message: Message) => {
    messages.add(message);
    options.onMessage?.(message);
  };
  let known: Readonly<Record<string, DestinationConfig>> = {};
  const kept = {
    arrivals: new Arrivals(),
    messages,
    note,
    configOf: (name: string) => (Object.hasOwn(known, name) ? known[name] : undefined),
  };
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://sink');
    if (request.method === 'GET') tell(kept, url, response);
    else if (!methods.includes(request.method)) {
      answer(response, 405, { error: `GET, ${methods.join(', ')}` });
    } else {
      // A request that broke off has nobody left to answer.
      take(options, kept, url, request, response).catch(() => response.destroy());
    }
  });
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    ...kept,
    aimAt(destinations) {
      known = destinations;
    },
    stop: () => closeServer(server),
  };
}

interface Kept extends Pick<Sink, 'arrivals' | 'messages' | 'note'> {
  readonly configOf: (destination: string) => DestinationConfig | undefined;
}

function tell({ arrivals, messages }: Kept, url: URL, response: ServerResponse): void {
  const after = Number(url.searchParams.get('after') ?? 0);
  const pages: Readonly<Record<string, () => object>> = {
    '/deliveries/counts': () => arrivals.counts(),
    '/deliveries': () => arrivals.page(after),
    '/messages': () => messages.page(after),
  };
  const page = Object.hasOwn(pages, url.pathname) ? pages[url.pathname] : undefined;
  if (!(Number.isSafeInteger(after) && after >= 0)) {
    answer(response, 400, { error: 'after must be a whole number' });
  } else if (page) answer(response, 200, page());
  else answer(response, 404, { error: `GET ${Object.keys(pages).join(', ')}` });
}

async function take(
  options: SinkOptions,
  kept: Kept,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const destination = decodeURIComponent(url.pathname.slice(1));
  const body = await readBody(request, bodyLimitBytes);
  if (body === undefined) return answer(response, 413, { error: 'too large' });
  const trouble = troubleOf(options.faults?.() ?? [], destination);
  if (trouble?.isTaken === false) return trouble.answer(response);
  const verdict = judgeRequest(
    {
      destination,
      method: request.method ?? '',
      header: (name) => String(request.headers[name] ?? ''),
      body,
    },
    kept.configOf(destination),
    options.secretsOf(destination),
  );
  if (verdict.kind === 'refusal') {
    options.onRefusal?.(destination, verdict.why);
    return give(response, verdict.answer);
  }
  if (verdict.kind === 'arrival') {
    kept.arrivals.add(verdict.arrival);
    options.onArrival?.(verdict.arrival);
  } else kept.note(verdict.message);
  if (trouble) trouble.answer(response);
  else give(response, verdict.answer);
}

function give(response: ServerResponse, { status, contentType, body }: SinkAnswer): void {
  response.writeHead(status, contentType === undefined ? {} : { 'content-type': contentType });
  response.end(body);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
