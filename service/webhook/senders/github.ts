import type { KnownSender } from '../sender.ts';

export const github = {
  title: 'GitHub',
  documentation: 'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-hub-signature-256',
      encoding: 'hex',
      prefix: 'sha256=',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    {
      place: { header: 'x-github-delivery' },
      identifies: 'delivery',
      isSigned: false,
      onRetry: 'same',
    },
  ],
  eventType: [{ header: 'x-github-event' }],
  allowedHeaders: [
    'x-github-event',
    'x-github-delivery',
    'x-github-hook-id',
    'x-github-hook-installation-target-id',
    'x-github-hook-installation-target-type',
    'x-github-enterprise-host',
    'x-github-enterprise-version',
    'user-agent',
  ],
  acceptedStatus: 202,
  takesSecretAt: "the webhook's settings, Secret",
  handshakes: [
    {
      name: 'ping',
      asks: { header: 'x-github-event', equals: 'ping' },
      answer: { kind: 'stored' },
    },
  ],
  notes: [
    'GitHub never sends again by itself: what it could not deliver must be asked for through its API.',
  ],
  retries: { isAutomatic: false, finalStatuses: [] },
} as const satisfies KnownSender;
