import type { KnownSender } from '../sender.ts';

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
      // Calendly doesn't say that it signs a retry anew, so the tolerance covers its whole day of retries.
      timestamp: { from: { signatureItem: 't=' }, unit: 'seconds', toleranceSeconds: 90_000 },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' }],
  eventType: [{ json: ['event'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 202,
  takesSecretAt: '`signing_key` of the call that makes the webhook subscription',
  retries: { isAutomatic: true, spanSeconds: 86_400, finalStatuses: [410] },
} as const satisfies KnownSender;
