import type { Sender } from '../sender.ts';

export const calendly = {
  title: 'Calendly',
  documentation: 'https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'calendly-webhook-signature',
      encoding: 'hex',
      prefix: 'v1=',
      separator: ',',
      signs: ['timestamp', { text: '.' }, 'body'],
      timestamp: { from: { signatureItem: 't=' }, unit: 'seconds', toleranceSeconds: 180 },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: ['body-hash'],
  eventType: [{ json: ['event'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 202,
  takesSecretAt: '`signing_key` of the call that makes the webhook subscription',

  retries: { isAutomatic: true, finalStatuses: [410] },
} as const satisfies Sender;
