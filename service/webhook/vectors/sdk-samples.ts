import '@shopify/shopify-api/adapters/node';
import { LinearWebhookClient } from '@linear/sdk/webhooks';
import * as octokit from '@octokit/webhooks-methods';
import { Paddle } from '@paddle/paddle-node-sdk';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { isValidSlackRequest } from '@slack/bolt';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import twilio from 'twilio';
import { base64Secret, bodyHash, hmac, type Sample, seconds, textSecret } from './sample.ts';
import { standardHeaders } from './standard-headers.ts';

const stripe = new Stripe('sk_test_unused');
const shopify = shopifyApi({
  apiKey: 'unused',
  apiSecretKey: textSecret,
  apiVersion: ApiVersion.July25,
  hostName: 'hooks.example.com',
  isEmbeddedApp: false,
  logger: { level: LogSeverity.Error },
});

/** Signed by the sender's own package, or confirmed by it if the package can only verify. */
export const sdkSamples = {
  github: {
    origin: '@octokit/webhooks-methods',
    secret: textSecret,
    contentType: 'application/json',
    body: '{"action":"opened","title":"$$ $& {{x}} é 😀"}',
    headers: {
      'x-github-event': 'issues',
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    },
    sign: async (body) => ({
      'x-hub-signature-256': await octokit.sign(textSecret, body.toString()),
    }),
    deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    type: 'issues',
  },
  stripe: {
    origin: 'stripe',
    secret: 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH',
    contentType: 'application/json; charset=utf-8',
    body: '{"id":"evt_1NG8Du2eZvKYlo2CUI79vXWy","object":"event","type":"charge.succeeded"}',
    headers: {},
    sign: (body, now) => ({
      'stripe-signature': stripe.webhooks.generateTestHeaderString({
        payload: body.toString(),
        secret: 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH',
        timestamp: Math.floor(now / 1000),
      }),
    }),
    deliveryId: 'evt_1NG8Du2eZvKYlo2CUI79vXWy',
    type: 'charge.succeeded',
  },
  slack: {
    origin: "@slack/bolt's verifier",
    secret: textSecret,
    contentType: 'application/json',
    body: '{"type":"event_callback","event_id":"Ev08MFMKH6","event":{"type":"app_mention"}}',
    headers: {},
    sign: (body, now) => ({
      'x-slack-request-timestamp': seconds(now),
      'x-slack-signature': `v0=${hmac('sha256', textSecret, 'hex', `v0:${seconds(now)}:`, body)}`,
    }),
    verify: (body, headers, now) =>
      isValidSlackRequest({
        signingSecret: textSecret,
        body: body.toString(),
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
        nowMilliseconds: now,
      }),
    deliveryId: 'Ev08MFMKH6',
    type: 'app_mention',
  },
  shopify: {
    origin: "@shopify/shopify-api's verifier",
    secret: textSecret,
    contentType: 'application/json',
    body: '{"id":820982911946154508,"email":"jon@example.com"}',
    headers: {
      'x-shopify-topic': 'orders/create',
      'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
      'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      'x-shopify-shop-domain': 'example.myshopify.com',
      'x-shopify-api-version': '2025-07',
    },
    sign: (body) => ({ 'x-shopify-hmac-sha256': hmac('sha256', textSecret, 'base64', body) }),
    verify: async (body, headers) => {
      const rawRequest = { headers, method: 'POST', url: '/' };
      const rawBody = body.toString();
      return (await shopify.webhooks.validate({ rawBody, rawRequest })).valid;
    },
    deliveryId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    type: 'orders/create',
  },
  'standard-webhooks': {
    origin: 'standardwebhooks',
    secret: `whsec_${base64Secret}`,
    contentType: 'application/json',
    body: '{"type":"user.created","data":{}}',
    headers: {},
    sign: (body, now, id) =>
      standardHeaders('webhook', new StandardWebhook(base64Secret), body, now, id),
    deliveryId: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
    type: 'user.created',
  },
  svix: {
    origin: 'svix',
    secret: `whsec_${base64Secret}`,
    contentType: 'application/json',
    body: '{"type":"invoice.paid"}',
    headers: {},
    sign: (body, now, id) => standardHeaders('svix', new SvixWebhook(base64Secret), body, now, id),
    deliveryId: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
    type: 'invoice.paid',
  },
  linear: {
    origin: "@linear/sdk's verifier",
    secret: textSecret,
    contentType: 'application/json; charset=utf-8',
    // The tests' current time: 23 November 2026, 12:00 UTC.
    body: '{"action":"create","type":"Issue","webhookTimestamp":1795435200000}',
    headers: {
      'linear-delivery': '234d1a4e-b617-4388-90fe-adc3633d6b72',
      'linear-event': 'Issue',
    },
    sign: (body) => ({ 'linear-signature': hmac('sha256', textSecret, 'hex', body) }),
    verify: (body, headers) =>
      succeeds(() =>
        new LinearWebhookClient(textSecret).verify(body, headers['linear-signature'] ?? ''),
      ),
    deliveryId: bodyHash,
    type: 'Issue',
  },
  paddle: {
    origin: "@paddle/paddle-node-sdk's verifier",
    secret: 'pdl_ntfset_01hf3p5ac8n1q2w3e4r5t6y7u8_secret',
    contentType: 'application/json',
    body: '{"event_id":"evt_01hf3p5ac8n1q2w3e4r5t6y7u8","event_type":"transaction.completed"}',
    headers: {},
    sign: (body, now) => {
      const secret = 'pdl_ntfset_01hf3p5ac8n1q2w3e4r5t6y7u8_secret';
      const signature = hmac('sha256', secret, 'hex', `${seconds(now)}:`, body);
      return { 'paddle-signature': `ts=${seconds(now)};h1=${signature}` };
    },
    verify: (body, headers) =>
      new Paddle('unused').webhooks.isSignatureValid(
        body.toString(),
        'pdl_ntfset_01hf3p5ac8n1q2w3e4r5t6y7u8_secret',
        headers['paddle-signature'] ?? '',
      ),
    deliveryId: 'evt_01hf3p5ac8n1q2w3e4r5t6y7u8',
    type: 'transaction.completed',
  },
  twilio: {
    origin: 'twilio',
    secret: '12345678901234567890123456789012',
    contentType: 'application/x-www-form-urlencoded',
    body: 'To=%2B18005551212&CallSid=CA1234567890ABCDE&From=%2B14158675309&Digits=1234&CallStatus=ringing',
    headers: { 'i-twilio-idempotency-token': '6f0ae1fb-0e9f-4b1c-a3f2-1d1f5b1b5b7e' },
    publicUrl: 'https://hooks.example.com/webhooks/twilio?foo=1&bar=2',
    sign: (body) => ({
      'x-twilio-signature': twilio.getExpectedTwilioSignature(
        '12345678901234567890123456789012',
        'https://hooks.example.com/webhooks/twilio?foo=1&bar=2',
        Object.fromEntries(new URLSearchParams(body.toString())),
      ),
    }),
    deliveryId: '6f0ae1fb-0e9f-4b1c-a3f2-1d1f5b1b5b7e',
    type: 'ringing',
  },
} as const satisfies Record<string, Sample>;

function succeeds(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    return false;
  }
}
