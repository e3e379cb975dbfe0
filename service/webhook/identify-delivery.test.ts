import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { identifyDelivery } from './identify-delivery.ts';
import { createRequest, type WebhookRequest } from './request.ts';
import type { Sender } from './sender.ts';
import { senders } from './senders.ts';

function post(body: string, headers: WebhookRequest['headers'] = {}): WebhookRequest {
  return createRequest({ headers, body: Buffer.from(body) });
}

function github(id: string, type = 'push') {
  const headers = { 'x-github-delivery': id, 'x-github-event': type };
  return identifyDelivery(senders.github, 'github', post('{}', headers));
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

describe('the delivery id', () => {
  it("is the sender's", () => {
    expect(github('72d3162e-cc78-11e3-81ab-4c9367dc0958')).toEqual({
      kind: 'identified',
      deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      type: 'push',
    });
  });

  it.each([
    ['missing', post('{}', { 'x-github-event': 'push' }), 'delivery-id-missing'],
    [
      'empty',
      post('{}', { 'x-github-event': 'push', 'x-github-delivery': '' }),
      'delivery-id-missing',
    ],
  ])('that is %s is refused where the sender always gives one', (_, request, reason) => {
    expect(identifyDelivery(senders.github, 'github', request)).toEqual({
      kind: 'rejected',
      reason,
    });
  });

  it.each([
    ['too long', 'a'.repeat(201)],
    ['with a line feed', 'a\nb'],
    ['with white space', 'a b'],
    ['not ASCII', 'é'],
    ['with quotation marks', '"a"'],
  ])('that is %s is replaced by its hash: still the same for the same id', (_, id) => {
    expect(github(id)).toMatchObject({ deliveryId: sha256(`github\0${id}`) });
  });

  it('may be a number', () => {
    const request = post('{"id":42,"type":"x"}');
    expect(identifyDelivery(senders.stripe, 'stripe', request)).toMatchObject({ deliveryId: '42' });
  });

  it.each([
    ['not JSON', 'id=1', 'body-malformed'],
    ['not UTF-8', '\udc00', 'body-malformed'],
    ['JSON without an id', '{}', 'delivery-id-missing'],
    ['JSON that is no object', 'null', 'delivery-id-missing'],
    ['JSON with an id of another kind', '{"id":{"a":1}}', 'delivery-id-missing'],
    ['JSON without a type', '{"id":"evt_1"}', 'event-type-missing'],
  ])('is refused where it should stand in a body that is %s', (_, body, reason) => {
    expect(identifyDelivery(senders.stripe, 'stripe', post(body))).toEqual({
      kind: 'rejected',
      reason,
    });
  });

  it('is found in JSON behind a byte order mark', () => {
    const request = post('\ufeff{"id":"evt_1","type":"x"}');
    expect(identifyDelivery(senders.stripe, 'stripe', request).kind).toBe('identified');
  });

  it('is never read from what the body inherits', () => {
    const sender: Sender = { ...senders.stripe, deliveryId: [{ json: ['toString', 'name'] }] };
    const request = post('{"type":"x"}');
    expect(identifyDelivery(sender, 'stripe', request)).toMatchObject({
      reason: 'delivery-id-missing',
    });
  });

  it('is the hash of source and body for senders that give none', () => {
    const request = post('{"object":"page"}');
    const one = identifyDelivery(senders.meta, 'a', request);
    expect(one).toEqual({
      kind: 'identified',
      deliveryId: sha256('a\0{"object":"page"}'),
      type: 'page',
    });
    expect(identifyDelivery(senders.meta, 'a', request)).toEqual(one);
    expect(identifyDelivery(senders.meta, 'b', request)).not.toEqual(one);
    expect(identifyDelivery(senders.meta, 'a', post('{"object":"page"} '))).not.toEqual(one);
  });

  it('is new each time for a sender that rightly repeats itself', () => {
    const ids = ['first', 'second'];
    const request = post('{"list_folder":{"accounts":["a"]}}');
    const read = () =>
      identifyDelivery(senders.dropbox, 'dropbox', request, () => ids.shift() ?? '');
    expect(read()).toMatchObject({ deliveryId: 'first' });
    expect(read()).toMatchObject({ deliveryId: 'second' });
  });
});

describe('the event type', () => {
  it('is bounded, and has no character that a log or a message attribute might trip over', () => {
    expect(github('1', `Push Hook\r\n${'é'.repeat(200)}`)).toMatchObject({
      type: `Push_Hook__${'_'.repeat(117)}`,
    });
  });

  it('is refused where it is missing', () => {
    const request = post('{}', { 'x-github-delivery': '1' });
    expect(identifyDelivery(senders.github, 'github', request)).toEqual({
      kind: 'rejected',
      reason: 'event-type-missing',
    });
  });

  it.each([
    ['an event', '{"type":"event_callback","event":{"type":"app_mention"}}', 'app_mention'],
    ['another event', '{"type":"app_rate_limited"}', 'app_rate_limited'],
  ])('of Slack is that of %s', (_, body, type) => {
    expect(identifyDelivery(senders.slack, 'slack', post(body))).toMatchObject({ type });
  });

  it.each([
    ['command=%2Fdeploy&trigger_id=13345224609.738474920', '/deploy', '13345224609.738474920'],
    ['payload=%7B%7D', 'interaction', sha256('slack\0payload=%7B%7D')],
  ])('of Slack is read from its forms: %s', (body, type, deliveryId) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(identifyDelivery(senders.slack, 'slack', post(body, headers))).toEqual({
      kind: 'identified',
      deliveryId,
      type,
    });
  });
});
