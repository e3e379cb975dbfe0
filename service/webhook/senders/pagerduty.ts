import type { KnownSender } from '../sender.ts';

export const pagerduty = {
  title: 'PagerDuty',
  documentation: 'https://developer.pagerduty.com/docs/verifying-webhook-signatures',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-pagerduty-signature',
      encoding: 'hex',
      prefix: 'v1=',
      separator: ',',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    { place: { json: ['event', 'id'] }, identifies: 'event', isSigned: true, onRetry: 'same' },
  ],
  eventType: [{ json: ['event', 'event_type'] }],
  allowedHeaders: ['x-webhook-id', 'x-webhook-subscription', 'user-agent'],
  acceptedStatus: 202,
  notes: [
    'Give each webhook subscription a source of its own: they share `event.id`, the id that is signed. `X-Webhook-Id` is not signed.',
  ],
  retries: {
    isAutomatic: true,
    spanSeconds: 172_800,
    finalStatuses: ['3xx', '4xx'],
    retriedStatuses: [429],
  },
} as const satisfies KnownSender;
