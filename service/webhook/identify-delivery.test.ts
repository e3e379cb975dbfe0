import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Verified } from './compare-signatures.ts';
import { type IdentifyOptions, identifyDelivery } from './identify-delivery.ts';
import { createRequest, type WebhookRequest } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { senders } from './senders.ts';
import { samples } from './vectors/samples.ts';

function post(body: string, headers: WebhookRequest['headers'] = {}): WebhookRequest {
  return createRequest({ headers, body: Buffer.from(body) });
}

function form(body: string, headers: WebhookRequest['headers'] = {}): WebhookRequest {
  return post(body, { 'content-type': 'application/x-www-form-urlencoded', ...headers });
}

interface Identified extends IdentifyOptions {
  readonly scheme?: SignatureScheme;
  readonly source?: string;
  readonly timestamp?: string;
  readonly url?: string;
}

/** Identifies a request as if it had been verified by the sender's first scheme, or by the given one. */
function identify(
  sender: Sender,
  request: WebhookRequest,
  { scheme, source = 'source', timestamp, url, ...options }: Identified = {},
) {
  const [first] = sender.schemes;
  if (first === undefined) throw new Error('the sender has no scheme');
  const verified: Verified = {
    kind: 'verified',
    slot: 'current',
    scheme: scheme ?? first,
    context: { timestamp, url },
  };
  return identifyDelivery(sender, source, request, verified, options);
}

function github(id: string, type = 'push') {
  return identify(senders.github, post('{}', { 'x-github-delivery': id, 'x-github-event': type }));
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

describe('the delivery id', () => {
  it("is the sender's", () => {
    expect(github('72d3162e-cc78-11e3-81ab-4c9367dc0958')).toEqual({
      deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      type: 'push',
      guessed: [],
    });
  });

  it.each([
    ['too long', 'a'.repeat(201)],
    ['with a line feed', 'a\nb'],
    ['with white space', 'a b'],
    ['not ASCII', 'é'],
    ['with quotation marks', '"a"'],
  ])('that is %s is replaced by its hash: still the same for the same id', (_, id) => {
    expect(github(id)).toMatchObject({ deliveryId: sha256(`source\0${id}`) });
  });

  it.each(['42', '1954120123869121001', '1954120123869121002', '1954120123869121003'])(
    'may be the number %s, and keeps its digits',
    (id) => {
      const request = post(`{"id":${id},"type":"x"}`);
      expect(identify(senders.stripe, request)).toMatchObject({ deliveryId: id });
    },
  );

  it('is found in JSON behind a byte order mark', () => {
    const request = post('\ufeff{"id":"evt_1","type":"x"}');
    expect(identify(senders.stripe, request)).toMatchObject({ deliveryId: 'evt_1', guessed: [] });
  });

  it('is never read from what the body inherits', () => {
    const sender: Sender = { ...senders.stripe, deliveryId: [{ json: ['toString', 'name'] }] };
    expect(identify(sender, post('{"type":"x"}')).guessed).toEqual(['id']);
  });

  it('is the hash of source and body for senders that give none', () => {
    const request = post('{"object":"page"}');
    const one = identify(senders.meta, request, { source: 'a' });
    expect(one).toEqual({
      deliveryId: sha256('a\0{"object":"page"}'),
      type: 'page',
      guessed: [],
    });
    expect(identify(senders.meta, request, { source: 'a' })).toEqual(one);
    expect(identify(senders.meta, request, { source: 'b' })).not.toEqual(one);
    expect(identify(senders.meta, post('{"object":"page"} '), { source: 'a' })).not.toEqual(one);
  });

  it('is that hash whenever the body was signed: a retry may be signed anew', () => {
    const request = post('{"event":"meeting.started"}');
    expect(identify(senders.zoom, request, { timestamp: '1' })).toEqual(
      identify(senders.zoom, request, { timestamp: '2' }),
    );
  });

  it('is, of a form that is signed sorted, the hash of that form, whenever it was signed', () => {
    const scheme: SignatureScheme = {
      ...senders.twilio.schemes[0],
      signs: ['timestamp', 'sorted-form'],
    };
    const sender: Sender = { ...senders.meta, schemes: [scheme] };
    const idOf = (body: string, timestamp: string) =>
      identify(sender, form(body), { timestamp }).deliveryId;
    expect(idOf('a=1&b=2', '1')).toBe(idOf('b=2&a=1', '2'));
    expect(idOf('a=1&b=2', '1')).not.toBe(idOf('a=1&b=3', '1'));
  });

  it('is new each time for a sender that rightly repeats itself', () => {
    const ids = ['first', 'second'];
    const request = post('{"list_folder":{"accounts":["a"]}}');
    const read = () => identify(senders.dropbox, request, { newId: () => ids.shift() ?? '' });
    expect(read()).toMatchObject({ deliveryId: 'first' });
    expect(read()).toMatchObject({ deliveryId: 'second' });
  });

  it('may be made of several values, and no others give the same', () => {
    const sender: Sender = {
      ...senders.stripe,
      deliveryId: [{ all: [{ json: ['a'] }, { json: ['b'] }] }],
    };
    const idOf = (a: string, b: string) =>
      identify(sender, post(JSON.stringify({ a, b, type: 'x' }))).deliveryId;
    expect(idOf('1', '2:3')).toBe('1/2:3');
    expect(idOf('1/2', '3')).not.toBe(idOf('1', '2/3'));
    expect(idOf('1%2F2', '3')).not.toBe(idOf('1/2', '3'));
    expect(identify(sender, post('{"a":"1","type":"x"}')).guessed).toEqual(['id']);
  });
});

describe('of several ids the signed one counts', () => {
  const [svixHeaders, , webhookHeaders] = senders.svix.schemes;

  it.each([
    ['svix-id', svixHeaders, 'captured'],
    ['webhook-id', webhookHeaders, 'genuine'],
  ] as const)('%s, where that is the signed one', (_, scheme, deliveryId) => {
    const request = post('{"type":"x"}', { 'svix-id': 'captured', 'webhook-id': 'genuine' });
    expect(identify(senders.svix, request, { scheme })).toMatchObject({ deliveryId });
  });

  it("GitLab's webhook-id before Idempotency-Key, which is all that a token comes with", () => {
    const headers = {
      'webhook-id': 'signed',
      'idempotency-key': 'unsigned',
      'x-gitlab-event': 'a',
    };
    expect(identify(senders.gitlab, post('{}', headers)).deliveryId).toBe('signed');
    const [, scheme] = senders.gitlab.schemes;
    const byToken = post('{}', { 'idempotency-key': 'unsigned', 'x-gitlab-event': 'a' });
    expect(identify(senders.gitlab, byToken, { scheme }).deliveryId).toBe('unsigned');
  });

  it("PagerDuty's event.id before X-Webhook-Id", () => {
    const request = post('{"event":{"id":"signed","event_type":"a"}}', { 'x-webhook-id': 'not' });
    expect(identify(senders.pagerduty, request).deliveryId).toBe('signed');
  });

  it('also where a row of a user names the other one first', () => {
    const sender: Sender = {
      ...senders.stripe,
      deliveryId: [{ header: 'x-id' }, { json: ['id'] }],
    };
    expect(identify(sender, post('{"id":"signed"}', { 'x-id': 'not' })).deliveryId).toBe('signed');
    expect(identify(sender, post('{}', { 'x-id': 'not' })).deliveryId).toBe('not');
  });
});

describe('with duplicates by content', () => {
  const duplicates = 'content';

  it('an id that is not signed does not count: another one is the same webhook', () => {
    const send = (id: string, body = '{}') =>
      identify(senders.github, post(body, { 'x-github-delivery': id, 'x-github-event': 'push' }), {
        duplicates,
      });
    expect(send('1')).toEqual({ deliveryId: sha256('source\0{}'), type: 'push', guessed: [] });
    expect(send('2')).toEqual(send('1'));
    expect(send('1', '{ }')).not.toEqual(send('1'));
  });

  it('equal bodies that were signed at different times are two', () => {
    const request = post('{"ticket":1}', { 'x-zendesk-webhook-invocation-id': '01' });
    const at = (timestamp: string) => identify(senders.zendesk, request, { duplicates, timestamp });
    expect(at('2026-11-23T12:00:00Z')).toEqual(at('2026-11-23T12:00:00Z'));
    expect(at('2026-11-23T12:00:00Z')).not.toEqual(at('2026-11-23T12:00:01Z'));
  });

  it('an id that is signed counts as before', () => {
    const body = '{"event":{"id":"signed","event_type":"a"}}';
    expect(identify(senders.pagerduty, post(body), { duplicates }).deliveryId).toBe('signed');
  });
});

describe('what holds no id where its sender keeps one', () => {
  it.each([
    ['not JSON', 'id=1'],
    ['not UTF-8', '\udc00'],
    ['JSON without an id', '{"type":"x"}'],
    ['JSON that is no object', 'null'],
    ['JSON with an id of another kind', '{"id":{"a":1}}'],
    ['JSON with an empty id', '{"id":""}'],
    ['empty', ''],
  ])('gets the hash of all that was signed: a body that is %s', (_, body) => {
    const { deliveryId, guessed } = identify(senders.stripe, post(body), { timestamp: '1' });
    expect(deliveryId).toBe(sha256(`source\x001.${Buffer.from(body)}`));
    expect(guessed).toContain('id');
  });

  it('is another webhook when the same body is signed at another time', () => {
    const [one, other] = ['1', '2'].map((timestamp) =>
      identify(senders.stripe, post('{"type":"x"}'), { timestamp }),
    );
    expect(one?.deliveryId).not.toBe(other?.deliveryId);
  });

  it('is the same webhook when a form that is signed sorted comes in another order', () => {
    const url = 'https://hooks.example.com/';
    const idOf = (body: string) => identify(senders.twilio, form(body), { url }).deliveryId;
    expect(idOf('From=1&To=2')).toBe(idOf('To=2&From=1'));
    expect(idOf('From=1&To=2')).toBe(idOf('To=%32&From=1'));
    expect(idOf('From=1&To=2')).not.toBe(idOf('From=1&To=3'));
  });

  it.each([
    ['missing', {}],
    ['empty', { 'x-github-delivery': '' }],
  ])('counts as guessed: a header that is %s', (_, headers) => {
    expect(identify(senders.github, post('{}', { ...headers, 'x-github-event': 'push' }))).toEqual({
      deliveryId: sha256('source\0{}'),
      type: 'push',
      guessed: ['id'],
    });
  });
});

describe('the event type', () => {
  it('is bounded, and has no character that a log or a message attribute might trip over', () => {
    expect(github('1', `Push Hook\r\n${'é'.repeat(200)}`)).toMatchObject({
      type: `Push_Hook__${'_'.repeat(117)}`,
    });
  });

  it('is `unknown` where it is missing', () => {
    expect(identify(senders.github, post('{}', { 'x-github-delivery': '1' }))).toEqual({
      deliveryId: '1',
      type: 'unknown',
      guessed: ['type'],
    });
  });

  it.each([
    ['an event', '{"type":"event_callback","event":{"type":"app_mention"}}', 'app_mention'],
    ['another event', '{"type":"app_rate_limited"}', 'app_rate_limited'],
  ])('of Slack is that of %s', (_, body, type) => {
    expect(identify(senders.slack, post(body))).toMatchObject({ type });
  });

  it.each([
    ['command=%2Fdeploy&trigger_id=13345224609.738474920', '/deploy', '13345224609.738474920'],
    ['payload=%7B%7D', 'interaction', sha256('source\0payload=%7B%7D')],
  ])('of Slack is read from its forms: %s', (body, type, deliveryId) => {
    expect(identify(senders.slack, form(body))).toEqual({ deliveryId, type, guessed: [] });
  });

  it('of Linear is the signed one', () => {
    const request = post(samples.linear.body, { 'linear-event': 'Comment' });
    expect(identify(senders.linear, request).type).toBe('Issue');
  });
});
