import type { KnownSender } from '../sender.ts';

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
  deliveryId: [
    {
      place: { header: 'x-shopify-webhook-id' },
      identifies: 'delivery',
      isSigned: false,
      onRetry: 'same',
    },
    {
      place: { header: 'shopify-webhook-id' },
      identifies: 'delivery',
      isSigned: false,
      onRetry: 'same',
    },
  ],
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
    '`X-Shopify-Event-Id` is shared by all webhooks of one action of the merchant, and no id of a delivery.',
  ],
  retries: { isAutomatic: true, spanSeconds: 14_400, finalStatuses: [] },
} as const satisfies KnownSender;
