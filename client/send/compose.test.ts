import { describe, expect, it } from 'vitest';
import config from '../../examples/all-senders.config.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { senderKeys } from '../../test/factories/sender-keys.ts';
import { composeWebhook, type Wanted } from './compose.ts';
import { eventChannel } from './event-channel.ts';
import { senderChannel } from './sender-channel.ts';

const now = Date.UTC(2026, 10, 26, 12);
const endpoint = 'http://127.0.0.1:1/dev';

function channelOf(source: keyof typeof config.sources) {
  const described = config.sources[source] as SourceConfig;
  const keys = senderKeys(described.sender, described.publicUrl);
  return senderChannel(
    source,
    { name: described.sender, row: senderOf(described) },
    keys,
    endpoint,
  );
}

/** As what ingestion would take it. */
function received(source: keyof typeof config.sources, wanted: Wanted) {
  const channel = channelOf(source);
  const signed = channel.sign(composeWebhook(channel, wanted).compose(now), now);
  return signed && channel.receivedAs(signed, now);
}

describe('what is sent', () => {
  it.each<[keyof typeof config.sources, Wanted, string, RegExp]>([
    ['stripe', {}, 'invoice.paid', /"object":"invoice"/],
    ['stripe', { type: 'charge.refunded' }, 'charge.refunded', /"refunded":true/],
    ['stripe', { type: 'account.updated' }, 'account.updated', /^{"example":/],
    [
      'stripe',
      { example: 'charge.succeeded', type: 'charge.pending' },
      'charge.pending',
      /"charge"/,
    ],
    ['github', { type: 'issues' }, 'issues', /"issue":/],
    ['github', { type: 'issues.opened' }, 'issues', /"action":"opened"/],
    ['github', { example: 'push', type: 'create' }, 'create', /"ref":/],
    ['gitlab', { type: 'Release Hook' }, 'Release_Hook', /example/],
    ['hubspot', { example: 'deal.creation', type: 'deal.merge' }, 'deal.merge', /^\[/],
    ['twilio', { example: 'ringing', type: 'busy' }, 'busy', /CallStatus=busy/],
    ['twilio', { example: 'completed', type: 'failed' }, 'failed', /CallStatus=failed/],
    ['slack', { example: '/weather', type: '/deploy' }, '/deploy', /command=%2Fdeploy/],
    ['discord', { example: 'command', type: '3' }, '3', /"type":3/],
    ['acme', {}, 'example', /"type":"example"/],
    ['acme', { type: 'made' }, 'made', /"type":"made"/],
  ])('to %s for %j is of type %s', (source, wanted, type, body) => {
    const webhook = received(source, wanted);
    expect(webhook?.type).toBe(type);
    expect(String(webhook?.body)).toMatch(body);
  });

  it.each([
    ['{"id": "evt_1",  "type":"a"}\n', 'application/json'],
    ['\ufeff{"id":"évt"}', 'text/plain; charset=utf-8'],
    ['a=1&b=%20', 'application/x-www-form-urlencoded'],
    ['<a/>', 'application/xml'],
    ['', 'text/plain; charset=utf-8'],
    ['no JSON {', 'text/plain; charset=utf-8'],
  ])('is the body as it was given: %j', (text, contentType) => {
    const webhook = received('stripe', { body: Buffer.from(text) });
    expect(String(webhook?.body)).toBe(text);
    expect(webhook?.contentType).toBe(contentType);
  });

  it('has with a body the headers of the sender, and the type in them that is asked for', () => {
    const body = Buffer.from([0xff, 0, 1]);
    expect(received('github', { body, type: 'ping' })).toMatchObject({
      body,
      type: 'ping',
      headers: { 'x-github-event': 'ping' },
    });
  });

  it.each<[keyof typeof config.sources, Wanted, string]>([
    ['stripe', { body: Buffer.from('{"type":"b"}'), type: 'a' }, 'is not in its headers'],
    ['stripe', { example: 'invoce.paid' }, 'There is no example invoce.paid of Stripe'],
    ['stripe', { example: 'constructor' }, 'There is no example constructor'],
    ['dropbox', { type: 'a' }, 'can be of the type a'],
    ['x', { example: 'follow_events', type: 'follow' }, 'can be of the type follow'],
  ])('is refused for %s: %j', (source, wanted, message) => {
    expect(() => composeWebhook(channelOf(source), wanted)).toThrow(message);
  });

  it('names what was meant, and where all of many are listed', () => {
    const listLine = 'npx spillway send github --stage dev --list';
    const compose = (example: string) => () =>
      composeWebhook(channelOf('github'), { example, listLine });
    expect(compose('issue.opened')).toThrow(
      expect.objectContaining({
        remedy: `Did you mean issues.opened? There are: ${listLine}`,
      }),
    );
  });

  it('is sent to the public URL with all of its query, a repeated name too', () => {
    const publicUrl = 'https://hooks.example.com/twilio?a=1&b=2&a=3';
    const sender = { name: 'twilio', row: senderOf({ sender: 'twilio' }) };
    const channel = senderChannel('twilio', sender, senderKeys('twilio', publicUrl), endpoint);
    for (const example of ['ringing', 'completed']) {
      const signed = channel.sign(composeWebhook(channel, { example }).compose(now), now);
      expect(signed?.query).toMatchObject({ a: ['1', '3'], b: ['2'] });
      expect(signed && channel.receivedAs(signed, now)?.type).toBe(example);
    }
  });

  it("is an event of one's own services in the form that they have", () => {
    const channel = eventChannel({ clientId: 'billing', token: 'a.b.c' }, endpoint);
    const request = composeWebhook(channel, { type: 'order.lost' }).compose(now);
    expect(JSON.parse(String(request.body))).toMatchObject({ type: 'order.lost', data: {} });
    expect(channel.sign(request, now)?.headers.authorization).toBe('Bearer a.b.c');
    expect(channel.receivedAs(request, now)).toMatchObject({
      deliveryId: expect.stringMatching(/^billing:try-[0-9a-f]{24}$/),
      type: 'order.lost',
    });
  });
});
