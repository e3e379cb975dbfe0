import type { KnownSender } from '../sender.ts';

export const square = {
  title: 'Square',
  documentation: 'https://developer.squareup.com/docs/webhooks/step3validate',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-square-hmacsha256-signature',
      encoding: 'base64',
      signs: ['url', 'body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    { place: { json: ['event_id'] }, identifies: 'event', isSigned: true, onRetry: 'same' },
  ],
  eventType: [{ json: ['type'] }],
  allowedHeaders: [
    'square-environment',
    'square-retry-number',
    'square-retry-reason',
    'user-agent',
  ],
  acceptedStatus: 202,
  retries: { isAutomatic: true, spanSeconds: 86_400, finalStatuses: [] },
} as const satisfies KnownSender;
