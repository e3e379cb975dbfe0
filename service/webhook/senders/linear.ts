import type { KnownSender } from '../sender.ts';

export const linear = {
  title: 'Linear',
  documentation: 'https://linear.app/developers/webhooks#securing-webhooks',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'linear-signature',
      encoding: 'hex',
      signs: ['body'],
      timestamp: {
        from: { json: ['webhookTimestamp'] },
        unit: 'milliseconds',
        // It retries for 7 hours, byte for byte as users report: https://github.com/vercel/eve/issues/1570
        toleranceSeconds: 27_000,
      },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'unknown' }],
  eventType: [{ json: ['type'] }, { header: 'linear-event' }],
  allowedHeaders: ['linear-event', 'linear-delivery', 'user-agent'],
  acceptedStatus: 200,
  notes: [
    'The timestamp is read from the signed body; the unsigned header with the same value is not trusted.',
    'Nor is `Linear-Delivery`: the id is the hash of the body.',
  ],
  retries: { isAutomatic: true, spanSeconds: 25_260, finalStatuses: [] },
} as const satisfies KnownSender;
