import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestPage, RequestsOfDelivery } from '../../client/deliveries/shown-request.ts';
import { printableJson } from '../../client/terminal/printable.ts';
import { headerText } from '../../service/processing/destinations/header-text.ts';
import type { DestinationConfig } from '../../service/webhook/destination-config.ts';
import type { Arrivals } from './arrivals.ts';
import type { KeptRequest, KeptRequests } from './kept-requests.ts';
import type { Messages } from './messages.ts';
import { showRequest, summarize } from './show-request.ts';

/** What there is to tell of. */
export interface Told {
  readonly arrivals: Arrivals;
  readonly messages: Messages;
  readonly requests: KeptRequests;
  readonly configOf: (destination: string) => DestinationConfig | undefined;
}

interface Question extends Told {
  readonly url: URL;
  /** Behind the first part of the path. */
  readonly rest: readonly string[];
}

interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
}

const pageSize = 100;

const paths = [
  '/deliveries                 what was delivered, newest first; ?before=<number> goes on',
  '/deliveries/<delivery id>   one delivery, whole: each request with it; ?destination=<name>, ?secrets',
  '/deliveries/<delivery id>/body',
  '                            the exact bytes of the newest one',
  '/requests/<number>          one request, whole; /body its exact bytes',
  '/deliveries?after=0         what came over signed HTTP, oldest first, for programs',
  '/deliveries/counts          how many of these there are',
  '/messages?after=0           what came otherwise, oldest first',
];

/** Who asks by another name is a page of somebody else's in a browser here, whose name leads to this machine. */
const ownHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Answers a GET. Bodies are told here, since only who sits at this machine can ask. */
export function tellDeliveries(told: Told, request: IncomingMessage, response: ServerResponse) {
  const { status, contentType, body } = replyTo(told, request);
  response.writeHead(status, {
    'content-type': contentType,
    // A browser must not run what a sender wrote.
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

function replyTo(told: Told, { url: target = '/', headers }: IncomingMessage): Reply {
  const host = headers.host ?? '';
  if (!ownHost.test(host)) return refuse(403, 'ask for 127.0.0.1 or localhost');
  const url = new URL(target, `http://${host}`);
  const [first = '', ...parts] = url.pathname.replace(/^\/|\/$/g, '').split('/');
  const rest = parts.map(decode);
  const answer = Object.hasOwn(answers, first)
    ? answers[first]?.({ ...told, url, rest })
    : undefined;
  return answer ?? json(404, { error: 'not found', GET: paths });
}

const answers: Readonly<Record<string, (question: Question) => Reply | undefined>> = {
  deliveries: tellOfDeliveries,
  requests: tellOfRequest,
  messages: (question) => pageAfter(question, (after) => question.messages.page(after)),
};

function tellOfDeliveries(question: Question): Reply | undefined {
  const { rest, url, arrivals, requests } = question;
  const [first, ...below] = rest;
  const id = first ?? url.searchParams.get('id');
  if (id === null) {
    return url.searchParams.has('after')
      ? pageAfter(question, (after) => arrivals.page(after))
      : list(question);
  }
  if (first === 'counts' && below.length === 0) return json(200, arrivals.counts());
  const ids = [id, headerText(id)];
  const only = url.searchParams.get('destination');
  const found = requests.find(
    ({ deliveryId, destination }) =>
      deliveryId !== undefined &&
      ids.includes(deliveryId) &&
      (only === null || destination === only),
  );
  if (found.length === 0) return refuse(404, unknown(requests));
  return show(question, found, below);
}

function tellOfRequest(question: Question): Reply | undefined {
  const { rest, requests } = question;
  const [number = '', ...below] = rest;
  if (number === '') return undefined;
  const found = requests.get(Number(number));
  return found ? show(question, [found], below) : refuse(404, unknown(requests));
}

function show(
  { url, configOf }: Question,
  found: readonly KeptRequest[],
  below: readonly string[],
): Reply | undefined {
  const [newest] = found;
  if (below.join('/') === 'body' && newest) return bytesOf(newest.body);
  if (below.length > 0) return undefined;
  const how = { sinkUrl: url.origin, withSecrets: url.searchParams.has('secrets') };
  const shown = found.map((request) => showRequest(request, configOf(request.destination), how));
  return json(200, { requests: shown } satisfies RequestsOfDelivery);
}

function list({ url, requests }: Question): Reply {
  const before = Number(url.searchParams.get('before') ?? Number.MAX_SAFE_INTEGER);
  if (!Number.isSafeInteger(before)) return refuse(400, 'before must be a whole number');
  const found = requests.find(({ number }) => number < before);
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  const older =
    last && found.length > page.length
      ? { older: `${url.origin}/deliveries?before=${last.number}` }
      : {};
  const deliveries = page.map((request) => summarize(request, url.origin));
  return json(200, { ...requests.counts(), deliveries, ...older } satisfies RequestPage);
}

function pageAfter({ url }: Question, page: (after: number) => object): Reply {
  const after = Number(url.searchParams.get('after') ?? 0);
  if (!(Number.isSafeInteger(after) && after >= 0)) {
    return refuse(400, 'after must be a whole number');
  }
  return { status: 200, contentType: 'application/json', body: JSON.stringify(page(after)) };
}

function unknown(requests: KeptRequests): string {
  const { kept, total } = requests.counts();
  const are = kept < total ? `; only the newest ${kept} of ${total} are kept` : '';
  return `there is no such request${are}`;
}

function bytesOf(body: Buffer): Reply {
  const contentType = isUtf8(body) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
  return { status: 200, contentType, body };
}

/** Curl shows it on a terminal, which must obey nothing in it. */
function json(status: number, value: object): Reply {
  return { status, contentType: 'application/json', body: `${printableJson(value, 2)}\n` };
}

const refuse = (status: number, error: string): Reply => json(status, { error });

/** As it stands, where it is no percent-encoding. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
