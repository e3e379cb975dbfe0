import type { KnownSender } from '../sender.ts';

export const typeform = {
  title: 'Typeform',
  documentation: 'https://www.typeform.com/developers/webhooks/secure-your-webhooks/',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'typeform-signature',
      encoding: 'base64',
      prefix: 'sha256=',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    { place: { json: ['event_id'] }, identifies: 'event', isSigned: true, onRetry: 'same' },
    { place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' },
  ],
  eventType: [{ json: ['event_type'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 202,
  takesSecretAt: "the form's Connect, Webhooks, Edit, Secret",
  retries: { isAutomatic: true, spanSeconds: 36_000, finalStatuses: [404, 410] },
} as const satisfies KnownSender;
