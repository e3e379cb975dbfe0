import { Webhook as StandardWebhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import allSenders from '../examples/all-senders.config.ts';
import routing from '../examples/routing.config.ts';
import { PermanentError } from '../service/errors.ts';
import { defineConfig } from '../service/webhook/configuration.ts';
import { createKit } from './create-kit.ts';
import type { OutgoingCall } from './routed-webhook.ts';

const route = createKit(routing, 'routing.config.ts');

/** All senders, with every webhook to one place. */
const everywhere = createKit(
  {
    ...allSenders,
    events: {},
    destinations: { app: { type: 'http', url: 'https://app.example.com/' } },
    routes: [{ name: 'all', match: {}, to: ['app'] }],
  },
  'all.config.ts',
);
const identify = async (given: Parameters<typeof everywhere>[0]) => {
  const { type, deliveryId } = (await everywhere(given)).webhook;
  return [type, deliveryId];
};

describe('an example', () => {
  it.each(Object.keys(allSenders.sources))('of %s comes through as signed', async (source) => {
    const { routes, webhook } = await everywhere({ source });
    expect(routes).toEqual(['all']);
    expect(webhook.type).not.toBe('unknown');
  });

  it('can be named, by its name or its type, and be changed', async () => {
    const named = await route({ source: 'github', example: 'push', with: { ref: 'refs/heads/x' } });
    expect(named.webhook).toMatchObject({ type: 'push', json: { ref: 'refs/heads/x' } });
    const { webhook } = await everywhere({ source: 'stripe', type: 'charge.refunded' });
    expect(webhook).toMatchObject({
      type: 'charge.refunded',
      json: { data: { object: { refunded: true } } },
    });
    const form = await everywhere({ source: 'twilio', with: { Body: 'Hello' } });
    expect(form.requests[0]?.body).toContain('Body=Hello');
  });

  it('comes in when the test says', async () => {
    const { webhook } = await route({ source: 'stripe', receivedAt: '2026-01-02T03:04:05Z' });
    expect(webhook).toMatchObject({
      receivedAt: '2026-01-02T03:04:05.000Z',
      json: { created: 1767323045 },
    });
  });
});

describe('a body of one’s own', () => {
  it('is known by the id and the type that its sender’s row finds in it', async () => {
    const body = { id: 'evt_9', type: 'invoice.paid' };
    expect(await identify({ source: 'stripe', body })).toEqual(['invoice.paid', 'evt_9']);
    const text = JSON.stringify(body);
    expect(await identify({ source: 'stripe', body: text })).toEqual(['invoice.paid', 'evt_9']);
  });

  it('has its type put where the sender has it: a header, or a field', async () => {
    expect(await identify({ source: 'github', body: '{}', type: 'star' })).toContain('star');
    expect(await identify({ source: 'stripe', body: {}, type: 'a.b' })).toContain('a.b');
  });

  it('may be a form, or bytes that are no JSON', async () => {
    const body = new URLSearchParams({ MessageSid: 'SM1', Body: 'Hi' });
    const { webhook } = await everywhere({ source: 'twilio', body });
    expect(webhook.contentType).toBe('application/x-www-form-urlencoded');
    const headers = { 'content-type': 'text/plain' };
    const plain = await everywhere({
      source: 'github',
      type: 'push',
      body: Buffer.from('hi'),
      headers,
    });
    expect(plain.requests[0]).toMatchObject({ body: 'hi', json: undefined });
  });

  it('that was kept has the time of now where that is signed', async () => {
    const body = { type: 'Issue', webhookTimestamp: 1_600_000_000_000 };
    const { webhook } = await everywhere({ source: 'linear', body });
    expect(Object(webhook.json).webhookTimestamp).toBe(Date.parse(webhook.receivedAt));
    await expect(everywhere({ source: 'linear', body: JSON.stringify(body) })).rejects.toThrow(
      'Source linear would refuse this webhook: timestamp-expired (clock-skew).',
    );
  });

  it('of a service is an event', async () => {
    const body = { type: 'order.shipped', data: { id: 7 } };
    const { webhook } = await everywhere({ source: 'events', body });
    expect(webhook).toMatchObject({ source: 'events', type: 'order.shipped', json: body });
    const example = { source: 'events', type: 'user.created', with: { data: { user: 'u-1' } } };
    expect((await everywhere(example)).webhook).toMatchObject({ json: { data: { user: 'u-1' } } });
    expect(await identify({ source: 'events', type: 'a.b' })).toEqual(['a.b', 'kit:kit-1']);
    await expect(everywhere({ source: 'events', body: '{}' })).rejects.toThrow('event-malformed');
    await expect(everywhere({ source: 'events', example: 'order.payed' })).rejects.toThrow(
      'Did you mean order.paid?',
    );
  });
});

describe('what goes out', () => {
  it('by HTTP is signed with a key for tests, and holds the names of secrets for secrets', async () => {
    const given = {
      source: 'github',
      example: 'issues.opened',
      with: { sender: { type: 'User' } },
    };
    const { routes, destinations, requestTo, destinationKey } = await route(given);
    expect(routes).toEqual(['everything of GitHub', 'new issues']);
    expect(destinations).toEqual(['app', 'tracker']);
    const app = requestTo('app') as OutgoingCall;
    expect(new StandardWebhook(destinationKey).verify(app.body, app.headers)).toEqual(app.json);
    expect(requestTo('tracker')).toMatchObject({
      ...{ type: 'http', route: 'new issues', method: 'PUT' },
      headers: { authorization: '<api-key>', 'content-type': 'application/json' },
      json: { title: expect.any(String), url: expect.stringMatching(/^https:/) },
    });
  });

  it('to a chat is its message', async () => {
    const result = await route({
      source: 'github',
      example: 'push',
      with: { ref: 'refs/heads/main' },
    });
    expect(result.requests).toMatchObject([
      { destination: 'app', type: 'http' },
      { destination: 'team', type: 'slack', json: { text: expect.stringMatching(/^push from/) } },
      { destination: 'players', type: 'discord', json: { content: expect.any(String) } },
    ]);
  });

  it('to a mailbox, a bus and a queue is what SES, EventBridge and SQS get', async () => {
    const result = await route({
      source: 'stripe',
      example: 'charge.succeeded',
      with: { data: { object: { amount: 100_000 } } },
    });
    const object = { amount: 100_000 };
    expect(result.requestTo('accounting')).toMatchObject({
      type: 'email',
      subject: 'charge.succeeded from stripe',
    });
    expect(result.requestTo('bus')).toMatchObject({
      ...{ type: 'eventbridge', busName: 'orders', source: 'spillway.stripe' },
      json: { json: { data: { object } } },
    });
    expect(result.requestTo('queue')).toMatchObject({
      ...{ type: 'sqs', attributes: { type: 'charge.succeeded' }, json: { data: { object } } },
    });
  });

  it('to a handler runs when the test says so', async () => {
    let runs = 0;
    const handler = () => {
      runs++;
      throw new PermanentError('no such customer');
    };
    const count = createKit(
      defineConfig({ ...routing, routes: [{ name: 'a handler', match: {}, handler }] }),
      'handler.config.ts',
    );
    const request = (await count({ source: 'github' })).requestTo('handler:a%20handler');
    expect(runs).toBe(0);
    await expect(request.type === 'handler' && request.run()).rejects.toThrow('no such customer');
    expect(runs).toBe(1);
  });

  it('to what is left of a dead letter is that alone', async () => {
    const result = await route({ source: 'github', example: 'push', to: ['bus'] });
    expect(result.isFiltered).toBe(true);
    expect(result.reasons['everything of GitHub']).toBe('to: none of app is left to deliver to');
  });
});

describe('a webhook that a route does not take', () => {
  it('comes with the condition that failed, whether another route took it or not', async () => {
    const small = await route({ source: 'stripe', example: 'charge.succeeded' });
    expect(small).toMatchObject({ isFiltered: true, routes: [], requests: [] });
    expect(small.reasons['large charges']).toBe(
      "json.data.object.amount is not { numeric: [ '>=', 100000 ] }",
    );
    const push = await route({ source: 'github', example: 'push' });
    expect(push.reasons['new issues']).toBe("type is not 'issues'");
  });

  it('has nothing for a destination, which says why', async () => {
    const { requestTo } = await route({ source: 'github', example: 'push', with: { ref: 'x' } });
    expect(() => requestTo('team')).toThrow(
      "Nothing goes to team. route pushes to main: json.ref is none of 'refs/heads/main', { prefix: 'refs/heads/release/' }",
    );
    expect(() => requestTo('nobody')).toThrow('Nothing goes to nobody. No route leads there.');
  });
});

describe('a mistake in a test', () => {
  it.each([
    [
      { source: 'githb' },
      /no source named githb\. Did you mean github\? There are: github, stripe\./,
    ],
    [{ source: 'events' }, /no source named events\. There are: github, stripe/],
    [{ source: 'constructor' }, /no source named constructor/],
    [
      { source: 'stripe', example: 'invoice.payed' },
      /Source stripe has no example named invoice\.payed\. Did you mean invoice\.paid\? There are: /,
    ],
    [{ source: 'github', body: '{}', with: { a: 1 } }, /give the body as an object/],
    [{ source: 'github', receivedAt: 'soon' }, /receivedAt is no time: soon/],
    [{ source: 'stripe', body: '{}', type: 'a' }, /put a into the body/],
  ])('is named: %j', async (given, message) => {
    await expect(route(given)).rejects.toThrow(message);
  });

  it('is what a handshake is', async () => {
    const body = { type: 'url_verification', challenge: 'c' };
    await expect(everywhere({ source: 'slack', body })).rejects.toThrow(
      'answers this handshake itself',
    );
  });

  it('in the configuration is told as synthesis tells it', async () => {
    const wrong = createKit(
      { ...routing, sources: { github: { sender: 'githb' as 'github' } } },
      'my.config.ts',
    );
    await expect(wrong({ source: 'github' })).rejects.toThrow(
      /^my\.config\.ts is not valid:\n {2}sources\.github/,
    );
  });

  it('in a transform is thrown as it is', async () => {
    const transform = () => {
      throw new PermanentError('no such commit');
    };
    const failing = createKit(
      defineConfig({ ...routing, routes: [{ name: 'one', match: {}, to: ['app'], transform }] }),
      'failing.config.ts',
    );
    await expect(failing({ source: 'github' })).rejects.toThrow(
      new PermanentError('no such commit'),
    );
  });
});
