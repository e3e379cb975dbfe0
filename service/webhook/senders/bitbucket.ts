import type { Sender } from '../sender.ts';

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
  deliveryId: [{ header: 'x-request-uuid' }],
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
  notes: ['Without a secret Bitbucket sends no signature, and is refused.'],
  retries: { isAutomatic: true, finalStatuses: ['4xx'] },
} as const satisfies Sender;
