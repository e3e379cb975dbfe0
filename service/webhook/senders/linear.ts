import type { Sender } from '../sender.ts';

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
        toleranceSeconds: 60,
      },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ header: 'linear-delivery' }],
  eventType: [{ header: 'linear-event' }, { json: ['type'] }],
  allowedHeaders: ['linear-event', 'linear-delivery', 'user-agent'],
  acceptedStatus: 200,
  notes: [
    'The timestamp is read from the signed body; the unsigned header with the same value is not trusted.',
  ],
  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies Sender;
