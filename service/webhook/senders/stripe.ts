import type { KnownSender } from '../sender.ts';

export const stripe = {
  title: 'Stripe',
  documentation: 'https://docs.stripe.com/webhooks#verify-manually',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'stripe-signature',
      encoding: 'hex',
      prefix: 'v1=',
      separator: ',',
      signs: ['timestamp', { text: '.' }, 'body'],
      timestamp: { from: { signatureItem: 't=' }, unit: 'seconds', toleranceSeconds: 300 },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: { json: ['id'] }, identifies: 'event', isSigned: true, onRetry: 'same' }],
  eventType: [{ json: ['type'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 202,
  notes: [
    'Signatures of the scheme `v0` are ignored. While a secret rotates Stripe sends several `v1`.',
  ],
  retries: { isAutomatic: true, spanSeconds: 259_200, isSignedAnew: true, finalStatuses: [] },
} as const satisfies KnownSender;
