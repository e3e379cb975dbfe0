import type { KnownSender } from '../sender.ts';
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
  deliveryId: [
    { place: { header: 'webhook-id' }, identifies: 'delivery', isSigned: true, onRetry: 'same' },
    {
      place: { header: 'idempotency-key' },
      identifies: 'delivery',
      isSigned: false,
      onRetry: 'same',
    },
    { place: 'body-hash', identifies: 'content', isSigned: false, onRetry: 'same' },
  ],
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
    'An answer that is no success is not sent again by itself. Four in a row disable the webhook: after 5xx for a while, after 4xx for good.',
  ],
  retries: { isAutomatic: false, finalStatuses: ['4xx'] },
} as const satisfies KnownSender;
