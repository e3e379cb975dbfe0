import * as http from 'node:http';
import * as https from 'node:https';
import { searchOf } from '../../client/example-webhook/search-of.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Both since the request was begun. */
  readonly firstByteMs: number;
  readonly totalMs: number;
}

export interface Ends {
  answered(answer: Answer): void;
  /** With the system's code; `ETIMEDOUT` where no whole answer came in time. */
  failed(error: Error & { readonly code?: string }): void;
}

/** Calls one of the two ends, once. It follows no redirect: no sender does. */
export type Transmit = (
  url: string,
  request: Pick<WebhookRequest, 'method' | 'headers' | 'query' | 'body'>,
  ends: Ends,
) => void;

/** Connections are kept and shared, as a sender does; far more than ever are busy at once. */
const pool = { keepAlive: true, maxSockets: 256 } as const;

const clients = {
  'http:': { begin: http.request, agent: new http.Agent(pool) },
  'https:': { begin: https.request, agent: new https.Agent(pool) },
} as const;

/** Artillery's own HTTP client takes four times the CPU for a request, and its load is the test's. */
export function createTransmit(timeoutMs: number): Transmit {
  const known = new Map<string, ReturnType<typeof readUrl>>();
  return (url, { method, headers, query, body }, { answered, failed }) => {
    const target = known.get(url) ?? readUrl(url);
    known.set(url, target);
    const { begin, options } = target;
    const content = method === 'GET' ? '' : body;
    const began = performance.now();
    const outgoing = begin({
      ...options,
      method,
      path: options.path + searchOf(query),
      headers: { 'user-agent': 'spillway-loadtest', ...headers, 'content-length': content.length },
    });
    let isOver = false;
    const end = (tell: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      tell();
    };
    const fail = (error: Error) => end(() => failed(error));
    const timer = setTimeout(() => {
      fail(timedOut(timeoutMs));
      outgoing.destroy();
    }, timeoutMs);
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const firstByteMs = performance.now() - began;
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (part: string) => {
        text += part;
      });
      incoming.on('error', fail);
      incoming.on('end', () => {
        const totalMs = performance.now() - began;
        const { statusCode: status = 0 } = incoming;
        end(() => answered({ status, body: text, firstByteMs, totalMs }));
      });
    });
    outgoing.end(content);
  };
}

function readUrl(text: string) {
  const { protocol, hostname, port, pathname: path } = new URL(text);
  const { begin, agent } = clients[protocol === 'https:' ? 'https:' : 'http:'];
  return { begin, options: { agent, hostname: hostname.replace(/^\[|\]$/g, ''), port, path } };
}

function timedOut(afterMs: number): Error {
  return Object.assign(new Error(`No answer within ${afterMs} ms`), { code: 'ETIMEDOUT' });
}
