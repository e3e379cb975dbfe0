import type { KnownSender } from '../sender.ts';

export const bitbucket = {
  title: 'Bitbucket',
  documentation:
    'https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/#Secure-webhooks',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-hub-signature',
      encoding: 'hex',
      prefix: 'sha256=',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    {
      place: { header: 'x-request-uuid' },
      identifies: 'delivery',
      isSigned: false,
      onRetry: 'same',
    },
  ],
  eventType: [{ header: 'x-event-key' }],
  allowedHeaders: [
    'x-event-key',
    'x-hook-uuid',
    'x-request-uuid',
    'x-attempt-number',
    'user-agent',
  ],
  acceptedStatus: 202,
  takesSecretAt: "the webhook's settings, Secret",
  notes: [
    'Without a secret Bitbucket sends no signature, and is refused.',
    'It tries twice more, at once: a failure of ours that lasts some seconds loses the webhook.',
  ],
  retries: { isAutomatic: true, spanSeconds: 30, finalStatuses: ['3xx', '4xx'] },
} as const satisfies KnownSender;
