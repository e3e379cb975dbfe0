import type { Sender } from '../sender.ts';
import { standardWebhooksHmac } from './standard-webhooks.ts';

export const gitlab = {
  title: 'GitLab',
  documentation:
    'https://docs.gitlab.com/user/project/integrations/webhooks/#validate-payloads-by-using-a-signing-token',
  schemes: [
    standardWebhooksHmac,
    {
      method: 'token',
      header: 'x-gitlab-token',
      encoding: 'text',
      signs: [],
      key: { encoding: 'text', otherPrefixes: ['whsec_'] },
    },
  ],
  deliveryId: [{ header: 'idempotency-key' }, { header: 'webhook-id' }, 'body-hash'],
  eventType: [{ header: 'x-gitlab-event' }],
  allowedHeaders: [
    'x-gitlab-event',
    'x-gitlab-event-uuid',
    'x-gitlab-webhook-uuid',
    'x-gitlab-instance',
    'idempotency-key',
    'user-agent',
  ],
  acceptedStatus: 202,
  takesSecretAt: "the webhook's settings, Signing token",
  notes: [
    'With a signing token (`whsec_…`) only the signature counts; any other secret is compared with `X-Gitlab-Token`.',
  ],
  retries: { isAutomatic: true, finalStatuses: ['4xx'] },
} as const satisfies Sender;
