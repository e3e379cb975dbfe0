import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface SinkDelivery {
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

export interface Sink {
  readonly url: string;
  /** Deliveries whose signature is right. */
  readonly deliveries: readonly SinkDelivery[];
  readonly stop: () => Promise<void>;
}

/** A destination on this machine that takes only what is signed with the secret, as its owner would. */
export async function startSink(secret: string): Promise<Sink> {
  const webhook = new Webhook(secret);
  const deliveries: SinkDelivery[] = [];
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString('utf8');
    const headers = textHeaders(request);
    try {
      webhook.verify(body, headers);
      const { 'webhook-id': id = '', 'x-github-event': event = '' } = headers;
      deliveries.push({ id, event, body });
      response.writeHead(204).end();
    } catch {
      response.writeHead(401).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/deliveries`, deliveries, stop };
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
