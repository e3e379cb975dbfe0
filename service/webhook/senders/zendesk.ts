import type { KnownSender } from '../sender.ts';

export const zendesk = {
  title: 'Zendesk',
  documentation: 'https://developer.zendesk.com/documentation/webhooks/verifying/',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-zendesk-webhook-signature',
      encoding: 'base64',
      signs: ['timestamp', 'body'],
      onlyFor: 'not-form',
      timestamp: {
        from: { header: 'x-zendesk-webhook-signature-timestamp' },
        unit: 'iso-8601',
        toleranceSeconds: 300,
      },
      key: { encoding: 'text' },
    },
  ],
  // The user writes a trigger's body, and may well put the ticket's number there as `id`.
  deliveryId: [
    {
      place: { all: [{ json: ['zendesk_event_version'] }, { json: ['type'] }, { json: ['id'] }] },
      identifies: 'event',
      isSigned: true,
      onRetry: 'same',
    },
    {
      place: { header: 'x-zendesk-webhook-invocation-id' },
      identifies: 'delivery',
      isSigned: false,
      onRetry: 'same',
    },
  ],
  methods: ['POST', 'PUT', 'PATCH'],
  eventType: [{ json: ['type'] }, { fixed: 'trigger' }],
  allowedHeaders: [
    'x-zendesk-account-id',
    'x-zendesk-webhook-id',
    'x-zendesk-webhook-invocation-id',
    'user-agent',
  ],
  acceptedStatus: 202,
  notes: [
    'GET, DELETE and forms are refused: Zendesk signs the body alone, and these say what they say in the URL.',
  ],
  retries: {
    isAutomatic: true,
    // At most five times its time-out, or three waits of a minute each.
    spanSeconds: 240,
    finalStatuses: ['3xx', '4xx', '5xx'],
    retriedStatuses: [409, 429, 503],
    retryAfterLimitSeconds: 59,
  },
} as const satisfies KnownSender;
