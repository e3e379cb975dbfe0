import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned } from '../../local/sink/verify-delivery.ts';

export interface Received {
  readonly deliveryId: string;
  readonly type: string;
  readonly body: Buffer;
}

/** What the destination does with a delivery: a status, or `hang` to never answer. */
export type Behaviour = (received: Received) => number | 'hang';

/** A service that takes webhooks from Spillway, and behaves as a test tells it to. */
export interface Destination {
  readonly url: string;
  /** Those that were answered with 2xx, in their order. */
  readonly taken: Received[];
  behave: Behaviour;
  stop(): Promise<void>;
}

/** @param secret of the destination, as Spillway signs with it; a delivery with another signature gets 401. */
export async function startDestination(secret: () => string): Promise<Destination> {
  const taken: Received[] = [];
  const server = createServer(async (request, response) => {
    const received = await read(request);
    const isGenuine = isSigned(received.body, signedHeaders(request), [secret()], Date.now());
    const answer = isGenuine ? destination.behave(received) : 401;
    if (answer === 'hang') return;
    if (answer < 300) taken.push(received);
    end(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const destination: Destination = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    behave: () => 204,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return destination;
}

function signedHeaders({ headers }: IncomingMessage) {
  return {
    id: String(headers['webhook-id']),
    timestamp: String(headers['webhook-timestamp']),
    signature: String(headers['webhook-signature']),
  };
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return {
    deliveryId: String(request.headers['webhook-id']),
    type: String(request.headers['spillway-type']),
    body: Buffer.concat(chunks),
  };
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}
