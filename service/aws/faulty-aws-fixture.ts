import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type Behaviour =
  | {
      readonly status: number;
      /** A text is sent as it is, an object as JSON. */
      readonly body?: object | string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Closes the connection: without an answer, in the middle of one, or never. */
  | 'reset'
  | 'cut'
  | 'hang'
  /** Begins an answer and never ends it. */
  | 'stall';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether this is the first request of its connection. */
  readonly isFirst: boolean;
}

export const sent = {
  status: 200,
  body: { MessageId: 'm-1', MD5OfMessageBody: 'any' },
} as const satisfies Behaviour;

/** The behaviour for each request in turn, the last one for all that follow; or a function of the request. */
export type Behaviours = readonly Behaviour[] | ((request: Received) => Behaviour);

/** An AWS endpoint for tests that behaves as it is told. */
export async function startFaultyAws(behaviours: Behaviours = [sent]) {
  const received: Received[] = [];
  const known = new WeakSet<object>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      // The caller has left.
      return;
    }
    const { method, url: path, headers } = request;
    const isFirst = !known.has(request.socket);
    known.add(request.socket);
    const body = Buffer.concat(chunks).toString('utf8');
    const one = { method, path, headers, body, isFirst };
    received.push(one);
    const behaviour =
      typeof behaviours === 'function'
        ? behaviours(one)
        : (behaviours[received.length - 1] ?? behaviours.at(-1));
    behave(response, behaviour ?? sent);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function behave(response: ServerResponse, behaviour: Behaviour): void {
  if (behaviour === 'hang') return;
  if (behaviour === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (behaviour === 'cut' || behaviour === 'stall') {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"Mess', () => behaviour === 'cut' && response.socket?.destroy());
    return;
  }
  const { status, body = {}, headers } = behaviour;
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
