import { verifyKey } from 'discord-interactions';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { ed25519, ed25519PublicKey } from './ed25519-key.ts';
import { base64Secret, bodyHash, hmac, type Sample, seconds, textSecret } from './sample.ts';
import { standardHeaders } from './standard-headers.ts';

const stripe = new Stripe('sk_test_unused');
const json = 'application/json';

/** Samples of senders that sign the body together with a timestamp, an id or the URL, by their documents. */
export const composedSamples = {
  gitlab: {
    origin: 'standardwebhooks, which GitLab follows',
    secret: `whsec_${base64Secret}`,
    contentType: json,
    body: '{"object_kind":"push"}',
    headers: {
      'x-gitlab-event': 'Push Hook',
      'idempotency-key': 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
    },
    sign: (body, now, id = 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f') =>
      standardHeaders('webhook', new StandardWebhook(base64Secret), body, now, id),
    deliveryId: 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
    type: 'Push_Hook',
  },
  zoom: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"event":"meeting.started","event_ts":1795435200000,"payload":{}}',
    headers: {},
    sign: (body, now) => ({
      'x-zm-request-timestamp': seconds(now),
      'x-zm-signature': `v0=${hmac('sha256', textSecret, 'hex', `v0:${seconds(now)}:`, body)}`,
    }),
    deliveryId: bodyHash,
    type: 'meeting.started',
  },
  square: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"event_id":"6a8f5f28-54a1-4eb0-a98a-3111513fd4fc","type":"payment.updated"}',
    headers: {},
    publicUrl: 'https://hooks.example.com/webhooks/square',
    sign: (body) => ({
      'x-square-hmacsha256-signature': hmac(
        'sha256',
        textSecret,
        'base64',
        'https://hooks.example.com/webhooks/square',
        body,
      ),
    }),
    deliveryId: '6a8f5f28-54a1-4eb0-a98a-3111513fd4fc',
    type: 'payment.updated',
  },
  hubspot: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '[{"eventId":100,"subscriptionType":"contact.creation","attemptNumber":0}]',
    headers: {},
    publicUrl: 'https://hooks.example.com/webhooks/hub%3Aspot',
    query: () => ({ 'to list': "a,b'c" }),
    sign: (body, now) => ({
      'x-hubspot-request-timestamp': String(now),
      'x-hubspot-signature-v3': hmac(
        'sha256',
        textSecret,
        'base64',
        "POSThttps://hooks.example.com/webhooks/hub:spot?to%20list=a,b'c",
        body,
        String(now),
      ),
    }),
    deliveryId: bodyHash,
    type: 'contact.creation',
  },
  zendesk: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"type":"zen:event-type:ticket.created"}',
    headers: { 'x-zendesk-webhook-invocation-id': '01GV1QYM8S9AYPBTDBFGY5GE6H' },
    sign: (body, now) => {
      const at = new Date(now).toISOString().replace('.000Z', 'Z');
      return {
        'x-zendesk-webhook-signature-timestamp': at,
        'x-zendesk-webhook-signature': hmac('sha256', textSecret, 'base64', at, body),
      };
    },
    deliveryId: '01GV1QYM8S9AYPBTDBFGY5GE6H',
    type: 'zen:event-type:ticket.created',
  },
  calendly: {
    origin: "stripe: Calendly's header has the same form",
    secret: textSecret,
    contentType: json,
    body: '{"event":"invitee.created","created_at":"2026-11-23T12:00:00.000000Z"}',
    headers: {},
    sign: (body, now) => ({
      'calendly-webhook-signature': stripe.webhooks.generateTestHeaderString({
        payload: body.toString(),
        secret: textSecret,
        timestamp: Math.floor(now / 1000),
      }),
    }),
    deliveryId: bodyHash,
    type: 'invitee.created',
  },
  discord: {
    origin: "discord-interactions' verifier",
    secret: ed25519PublicKey.toString('hex'),
    contentType: json,
    body: '{"version":1,"type":1,"event":{"type":"APPLICATION_AUTHORIZED"}}',
    headers: {},
    sign: (body, now) => ({
      'x-signature-timestamp': seconds(now),
      'x-signature-ed25519': ed25519(Buffer.concat([Buffer.from(seconds(now)), body])).toString(
        'hex',
      ),
    }),
    verify: (body, headers) =>
      verifyKey(
        body,
        headers['x-signature-ed25519'] ?? '',
        headers['x-signature-timestamp'] ?? '',
        ed25519PublicKey.toString('hex'),
      ),
    deliveryId: bodyHash,
    type: 'APPLICATION_AUTHORIZED',
  },
} as const satisfies Record<string, Sample>;
