import type { Sender } from '../sender.ts';

export const shopify = {
  title: 'Shopify',
  documentation: 'https://shopify.dev/docs/apps/build/webhooks/subscribe/https',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-shopify-hmac-sha256',
      encoding: 'base64',
      signs: ['body'],
      key: { encoding: 'text' },
    },
    {
      method: 'hmac-sha256',
      header: 'shopify-hmac-sha256',
      encoding: 'base64',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ header: 'x-shopify-event-id' }, { header: 'shopify-webhook-id' }],
  eventType: [{ header: 'x-shopify-topic' }, { header: 'shopify-topic' }],
  allowedHeaders: [
    'x-shopify-topic',
    'x-shopify-shop-domain',
    'x-shopify-api-version',
    'x-shopify-event-id',
    'x-shopify-webhook-id',
    'x-shopify-triggered-at',
    'shopify-topic',
    'shopify-shop-domain',
    'shopify-webhook-id',
    'shopify-action',
  ],
  acceptedStatus: 200,
  notes: [
    'After 8 failures in a row Shopify removes a subscription that was made through its API.',
  ],
  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies Sender;
