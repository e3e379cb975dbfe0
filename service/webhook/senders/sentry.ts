import type { Sender } from '../sender.ts';

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
  deliveryId: [{ header: 'request-id' }, 'body-hash'],
  eventType: [{ header: 'sentry-hook-resource' }],
  allowedHeaders: ['sentry-hook-resource', 'sentry-hook-timestamp', 'request-id'],
  acceptedStatus: 202,
  notes: [
    '`Sentry-Hook-Timestamp` is not signed, so there is no replay window: deduplication does that work.',
  ],
  retries: { isAutomatic: false, finalStatuses: [] },
} as const satisfies Sender;
