import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';
import {
  type RequestPage,
  requestPage,
  requestsOfDelivery,
  type ShownRequest,
} from '../../client/deliveries/shown-request.ts';
import type { DestinationConfig } from '../../service/webhook/destination-config.ts';
import type { Arrival } from './arrivals.ts';
import type { Message } from './messages.ts';
import { type Sink, type SinkOptions, startSink } from './start-sink.ts';

export const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A sink that ends with the test. */
export async function start(
  destinations: Readonly<Record<string, DestinationConfig>> = {},
  options: Partial<SinkOptions> = {},
) {
  const arrived: Arrival[] = [];
  const messages: Message[] = [];
  const refused: string[] = [];
  const sink = await startSink({
    port: 0,
    secretsOf: (destination) => (destination === 'app' ? ['AAAA', secret] : []),
    onArrival: (arrival) => arrived.push(arrival),
    onMessage: (message) => messages.push(message),
    onRefusal: (destination, why) => refused.push(`${destination}: ${why}`),
    ...options,
  });
  onTestFinished(() => sink.stop());
  sink.aimAt(destinations);
  return { sink, arrived, messages, refused };
}

/** Delivers as processing does, and gives the answer's status. */
export async function deliver(
  { url }: Sink,
  body: string | Buffer,
  { id = 'id-1', destination = 'app', signature = '', method = 'POST', headers = {} } = {},
): Promise<number> {
  const now = new Date();
  const response = await fetch(`${url}/${destination}`, {
    method,
    headers: {
      ...headers,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signature || new Webhook(secret).sign(id, now, String(body)),
      'spillway-source': 'github',
      'spillway-type': 'push',
      'spillway-received-at': '2026-11-23T20:00:00.000Z',
    },
    body,
  });
  return response.status;
}

/** What the sink tells of a delivery or of a request, newest first. */
export async function readRequests(url: string): Promise<readonly ShownRequest[]> {
  return requestsOfDelivery.parse(await (await fetch(url)).json()).requests;
}

export async function readPage(url: string): Promise<RequestPage> {
  return requestPage.parse(await (await fetch(url)).json());
}
