import type { KnownSender } from '../sender.ts';

export const sentry = {
  title: 'Sentry',
  documentation: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'sentry-hook-signature',
      encoding: 'hex',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' }],
  eventType: [{ header: 'sentry-hook-resource' }],
  allowedHeaders: ['sentry-hook-resource', 'sentry-hook-timestamp', 'request-id'],
  acceptedStatus: 202,
  notes: [
    '`Sentry-Hook-Timestamp` is not signed, so there is no replay window: deduplication does that work.',
    '`Request-ID` is new on each retry, so the id is the hash of the body: two webhooks that say just the same are one.',
    'Internal integrations are never sent again, published ones after 5xx and time-outs only. It waits for 1 second.',
  ],
  retries: { isAutomatic: true, spanSeconds: 900, finalStatuses: ['3xx', '4xx'] },
} as const satisfies KnownSender;
