import type { Sender } from '../sender.ts';

export const zendesk = {
  title: 'Zendesk',
  documentation: 'https://developer.zendesk.com/documentation/webhooks/verifying/',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-zendesk-webhook-signature',
      encoding: 'base64',
      signs: ['timestamp', 'body'],
      timestamp: {
        from: { header: 'x-zendesk-webhook-signature-timestamp' },
        unit: 'iso-8601',
        toleranceSeconds: 300,
      },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ header: 'x-zendesk-webhook-invocation-id' }, 'body-hash'],
  eventType: [{ json: ['type'] }, { fixed: 'trigger' }],
  allowedHeaders: [
    'x-zendesk-account-id',
    'x-zendesk-webhook-id',
    'x-zendesk-webhook-invocation-id',
    'user-agent',
  ],
  acceptedStatus: 202,

  retries: {
    isAutomatic: true,
    finalStatuses: ['3xx', '4xx', '5xx'],
    retriedStatuses: [409, 429, 503],
    retryAfterLimitSeconds: 59,
  },
} as const satisfies Sender;
