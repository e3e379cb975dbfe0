import { describe, expect, it } from 'vitest';
import { answerHandshake } from './answer-handshake.ts';
import { createRequest, type Fields, type WebhookRequest } from './request.ts';
import { type SenderName, senders } from './senders.ts';
import { ed25519, ed25519PublicKey } from './vectors/ed25519-key.ts';
import { hmac, type Signed, seconds, textSecret } from './vectors/sample.ts';
import { now, requestOf, samples } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';
import { verifyTokenOf } from './verify-token.ts';

const secrets = [{ slot: 'current', value: textSecret }];

function get(query: Fields): WebhookRequest {
  return createRequest({ method: 'GET', query, body: Buffer.alloc(0) });
}

function post(body: string | Buffer, headers: Signed = {}): WebhookRequest {
  return createRequest({ headers, body: Buffer.from(body) });
}

function ask(name: SenderName, request: WebhookRequest, known = secrets) {
  return answerHandshake(senders[name], request, known, { now });
}

function zoom(body: string, at = now): WebhookRequest {
  const timestamp = seconds(at);
  const signature = hmac('sha256', textSecret, 'hex', `v0:${timestamp}:${body}`);
  return post(body, { 'x-zm-request-timestamp': timestamp, 'x-zm-signature': `v0=${signature}` });
}

function slack(body: string): WebhookRequest {
  const signature = hmac('sha256', textSecret, 'hex', `v0:${seconds(now)}:${body}`);
  return post(body, {
    'x-slack-request-timestamp': seconds(now),
    'x-slack-signature': `v0=${signature}`,
  });
}

const refused = { kind: 'rejected', reason: 'handshake-refused' };

describe('a handshake', () => {
  it('of Slack echoes the challenge', () => {
    const body =
      '{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}';
    expect(ask('slack', slack(body))).toMatchObject({
      kind: 'answered',
      handshake: 'url_verification',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}',
    });
  });

  it('of Zoom signs the token, with the secret that the question was signed with', () => {
    const body =
      '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}';
    const known = [
      { slot: 'current', value: 'new' },
      { slot: 'previous', value: textSecret },
    ];
    expect(ask('zoom', zoom(body), known)).toMatchObject({
      kind: 'answered',
      status: 200,
      body: JSON.stringify({
        plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
        encryptedToken: hmac('sha256', textSecret, 'hex', 'qgg8vlvZRS6UYooatFL8Aw'),
      }),
    });
  });

  it('of Meta echoes the challenge to whoever knows the verify token', () => {
    const query = {
      'hub.mode': 'subscribe',
      'hub.verify_token': verifyTokenOf({ slot: 'current', value: textSecret }),
      'hub.challenge': '1158201444',
    };
    expect(ask('meta', get(query))).toMatchObject({
      kind: 'answered',
      status: 200,
      body: '1158201444',
    });
    for (const token of ['', 'guess', textSecret, `${query['hub.verify_token']}0`]) {
      expect(ask('meta', get({ ...query, 'hub.verify_token': token }))).toEqual(refused);
    }
  });

  it('of Dropbox echoes the challenge as text that no browser takes for a page', () => {
    expect(ask('dropbox', get({ challenge: 'dcD3tHJS' }))).toEqual({
      kind: 'answered',
      handshake: 'challenge',
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
      body: 'dcD3tHJS',
    });
  });

  it('of Asana sends the header back', () => {
    expect(
      ask('asana', post('{}', { 'x-hook-secret': 'b537207f20cbfa02357cf448134da559' })),
    ).toEqual({
      kind: 'answered',
      handshake: 'X-Hook-Secret',
      status: 200,
      headers: { 'x-hook-secret': 'b537207f20cbfa02357cf448134da559' },
      body: '',
    });
  });

  it('of X signs the token', () => {
    expect(ask('x', get({ crc_token: 'MGVlZmM4MjYtNGRhYi00OWY5' }))).toMatchObject({
      kind: 'answered',
      body: JSON.stringify({
        response_token: `sha256=${hmac('sha256', textSecret, 'base64', 'MGVlZmM4MjYtNGRhYi00OWY5')}`,
      }),
    });
  });

  it('of Discord answers a PING, and takes an event of the same number for what it is', () => {
    const known = [{ slot: 'current', value: ed25519PublicKey.toString('hex') }];
    const signed = (body: string) => {
      const signature = ed25519(Buffer.from(seconds(now) + body)).toString('hex');
      return post(body, {
        'x-signature-timestamp': seconds(now),
        'x-signature-ed25519': signature,
      });
    };
    expect(ask('discord', signed('{"type":1,"token":"t"}'), known)).toMatchObject({
      status: 200,
      body: '{"type":1}',
    });
    expect(ask('discord', signed('{"type":0}'), known)).toMatchObject({ status: 204, body: '' });
    expect(
      ask('discord', signed('{"type":1,"event":{"type":"QUEST_USER_ENROLLMENT"}}'), known),
    ).toBeUndefined();
  });

  it.each([
    ['github', '{"zen":"Design for failure.","hook_id":1}'],
    ['intercom', '{"type":"notification_event","topic":"ping"}'],
  ] as const)(
    'of %s is a webhook like any other: signed, stored, answered as such',
    async (name, body) => {
      const request = await requestOf(samples[name], Buffer.from(body));
      expect(ask(name, request)).toBeUndefined();
      const known = [{ slot: 'current', value: samples[name].secret }];
      expect(verifySignature(senders[name], request, known, { now }).kind).toBe('verified');
    },
  );
});

describe('a webhook', () => {
  it.each(Object.keys(senders) as SenderName[])('of %s is no handshake', async (name) => {
    const { secret, publicUrl = '' } = samples[name];
    const known = [{ slot: 'current', value: secret }];
    const request = await requestOf(samples[name]);
    expect(answerHandshake(senders[name], request, known, { now, publicUrl })).toBeUndefined();
  });

  it('that merely quotes a handshake is none', () => {
    const body = '{"type":"event_callback","event":{"text":"url_verification"},"event_id":"Ev1"}';
    expect(ask('slack', slack(body))).toBeUndefined();
  });
});

describe('someone who tries to have something signed', () => {
  const forged = `v0:${seconds(now)}:{"event":"meeting.started"}`;

  it('gets no answer from Zoom without a signature', () => {
    const body = JSON.stringify({ event: 'endpoint.url_validation', payload: { plainToken: 'a' } });
    expect(ask('zoom', post(body))).toEqual({ kind: 'rejected', reason: 'signature-missing' });
    const guessed = {
      'x-zm-request-timestamp': seconds(now),
      'x-zm-signature': `v0=${'0'.repeat(64)}`,
    };
    expect(ask('zoom', post(body, guessed))).toEqual({
      kind: 'rejected',
      reason: 'signature-mismatch',
    });
  });

  it('gets no answer from Zoom to an old question', () => {
    const body = '{"event":"endpoint.url_validation","payload":{"plainToken":"a"}}';
    expect(ask('zoom', zoom(body, now - 5_401_000))).toEqual({
      kind: 'rejected',
      reason: 'timestamp-expired',
    });
  });

  it.each([
    ['a signed string', forged],
    ['JSON', '{"a":1}'],
    ['a colon', 'a:b'],
    ['a full stop', 'a.b'],
    ['a quotation mark', 'a"b'],
    ['white space', 'a b'],
    ['a line feed at its end', 'a\n'],
    ['markup', '<script>'],
    ['characters outside ASCII', 'é'],
    ['more than a token', 'a'.repeat(257)],
    ['nothing', ''],
  ])('is refused everywhere a challenge that is %s', (_, challenge) => {
    const token = verifyTokenOf({ slot: 'current', value: textSecret });
    const meta = { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': challenge };
    expect(
      ask(
        'zoom',
        zoom(
          JSON.stringify({ event: 'endpoint.url_validation', payload: { plainToken: challenge } }),
        ),
      ),
    ).toEqual(refused);
    expect(ask('slack', slack(JSON.stringify({ type: 'url_verification', challenge })))).toEqual(
      refused,
    );
    expect(ask('x', get({ crc_token: challenge }))).toEqual(refused);
    expect(ask('dropbox', get({ challenge }))).toEqual(refused);
    expect(ask('meta', get(meta))).toEqual(refused);
    expect(ask('asana', post('{}', { 'x-hook-secret': challenge }))).toEqual(refused);
  });

  it("can't use X's answer as the signature of a webhook: no body is both a token and taken", () => {
    for (const body of ['MGVlZmM4MjYtNGRhYi00OWY5', '123', 'true', 'a=b', '']) {
      const answer = ask('x', get({ crc_token: body }));
      const signature =
        answer?.kind === 'answered'
          ? JSON.parse(answer.body).response_token
          : `sha256=${hmac('sha256', textSecret, 'base64', body)}`;
      const forgery = post(body, { 'x-twitter-webhooks-signature': signature });
      const verdict = verifySignature(senders.x, forgery, secrets, { now });
      expect(verdict.kind === 'verified' && body !== '', body).toBe(false);
    }
  });

  it('changes nothing by offering Asana a secret of its own', () => {
    const offered = 'b537207f20cbfa02357cf448134da559';
    expect(ask('asana', post('{}', { 'x-hook-secret': offered }))).toMatchObject({
      kind: 'answered',
    });
    const forgery = post('{"events":[]}', {
      'x-hook-signature': hmac('sha256', offered, 'hex', '{"events":[]}'),
    });
    expect(verifySignature(senders.asana, forgery, secrets, { now })).toEqual({
      kind: 'rejected',
      reason: 'signature-mismatch',
    });
  });

  it('is answered nothing without a secret of ours', () => {
    for (const known of [[], [{ slot: 'current', value: '' }]]) {
      expect(ask('x', get({ crc_token: 'a' }), known)).toEqual({
        kind: 'rejected',
        reason: 'secrets-unavailable',
      });
    }
  });

  it('finds no inherited property to ask for', () => {
    expect(ask('dropbox', get({ constructor: 'x' }))).toBeUndefined();
    expect(ask('x', post('{}', { 'x-hook-secret': 'a' }))).toBeUndefined();
  });
});
