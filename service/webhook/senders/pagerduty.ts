import type { Sender } from '../sender.ts';

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
  deliveryId: [{ header: 'x-webhook-id' }, { json: ['event', 'id'] }],
  eventType: [{ json: ['event', 'event_type'] }],
  allowedHeaders: ['x-webhook-id', 'x-webhook-subscription', 'user-agent'],
  acceptedStatus: 202,

  retries: { isAutomatic: true, finalStatuses: ['4xx'], retriedStatuses: [429] },
} as const satisfies Sender;
