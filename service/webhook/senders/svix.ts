import type { Sender } from '../sender.ts';
import { standardWebhooksHmac } from './standard-webhooks.ts';

export const svix = {
  title: 'Svix',
  documentation: 'https://docs.svix.com/receiving/verifying-payloads/how-manual',
  schemes: [
    {
      ...standardWebhooksHmac,
      header: 'svix-signature',
      timestamp: { from: { header: 'svix-timestamp' }, unit: 'seconds', toleranceSeconds: 300 },
      idHeader: 'svix-id',
    },
    standardWebhooksHmac,
  ],
  deliveryId: [{ header: 'svix-id' }, { header: 'webhook-id' }],
  eventType: [{ json: ['type'] }, { json: ['eventType'] }, { fixed: 'webhook' }],
  allowedHeaders: ['svix-id', 'svix-timestamp', 'webhook-id', 'webhook-timestamp', 'user-agent'],
  acceptedStatus: 202,
  takesSecretAt: "the endpoint's settings, Rotate secret",
  notes: ['The same headers may be named `svix-*` or `webhook-*`.'],
  retries: { isAutomatic: true, finalStatuses: [410] },
} as const satisfies Sender;
