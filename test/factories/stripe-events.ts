import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface StripeEvent {
  readonly id: string;
  readonly object: 'event';
  /** Seconds since 1970. */
  readonly created: number;
  readonly type: string;
  readonly pending_webhooks: number;
  readonly data: { readonly object: object };
}

interface GivenEvent {
  readonly type?: string;
  /** Milliseconds since 1970. */
  readonly at?: number;
  /** How many endpoints it is still to be delivered to. */
  readonly pending?: number;
}

interface StripeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** As much of Stripe's API as its log of events takes: https://docs.stripe.com/api/events/list */
export async function startStripe({ clock = Date.now } = {}) {
  const stripe = {
    url: '',
    /** Those that were not delivered everywhere, the newest first. */
    events: [] as StripeEvent[],
    endpoint: { id: 'we_1', object: 'webhook_endpoint', created: 0, enabled_events: ['*'] },
    requests: [] as string[],
    /** Event and endpoint of each that was asked for. */
    retried: [] as string[],
    intercept: (_path: string): StripeAnswer | undefined => undefined,
    add(given: GivenEvent = {}): StripeEvent {
      const event = toEvent(`evt_${stripe.events.length}`, { at: clock(), ...given });
      stripe.events.unshift(event);
      return event;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  const list = (query: URLSearchParams): StripeAnswer => {
    const from = Number(query.get('created[gte]') ?? 0);
    const after = query.get('starting_after');
    const events = stripe.events.filter(({ created }) => created >= from);
    const start = after === null ? 0 : events.findIndex(({ id }) => id === after) + 1;
    if (after !== null && start === 0) return { status: 400 };
    const end = start + Number(query.get('limit') ?? 10);
    const page = { data: events.slice(start, end), has_more: end < events.length };
    return { status: 200, body: JSON.stringify({ object: 'list', ...page }) };
  };
  const retry = (id: string, form: URLSearchParams): StripeAnswer => {
    const event = stripe.events.find((one) => one.id === id);
    if (event === undefined) return { status: 404 };
    stripe.retried.push(`${id} ${form.get('webhook_endpoint')}`);
    return { status: 200, body: JSON.stringify(event) };
  };
  const answerTo = (method: string, path: string, form: URLSearchParams): StripeAnswer => {
    const { pathname, searchParams } = new URL(path, 'http://stripe');
    const retried = /^\/v1\/events\/(\w+)\/retry$/.exec(pathname)?.[1];
    if (method === 'POST' && retried !== undefined) return retry(retried, form);
    if (pathname === `/v1/webhook_endpoints/${stripe.endpoint.id}`) {
      return { status: 200, body: JSON.stringify(stripe.endpoint) };
    }
    return pathname === '/v1/events' ? list(searchParams) : { status: 404 };
  };
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    stripe.requests.push(`${method} ${url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const answer = stripe.intercept(url) ?? answerTo(method, url, form);
    const date = new Date(clock()).toUTCString();
    response.writeHead(answer.status, { date, ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stripe.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stripe;
}

function toEvent(
  id: string,
  { type = 'invoice.paid', at = 0, pending = 0 }: GivenEvent,
): StripeEvent {
  return {
    ...{ id, object: 'event', type, pending_webhooks: pending, created: Math.floor(at / 1000) },
    data: { object: { id: 12_345, secret: 'of a customer' } },
  };
}
