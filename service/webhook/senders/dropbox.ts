import type { KnownSender } from '../sender.ts';

export const dropbox = {
  title: 'Dropbox',
  documentation: 'https://www.dropbox.com/developers/reference/webhooks',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-dropbox-signature',
      encoding: 'hex',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'random', identifies: 'request', isSigned: false, onRetry: 'new' }],
  eventType: [{ fixed: 'notification' }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  handshakes: [
    {
      name: 'challenge',
      asks: { query: 'challenge' },
      answer: { kind: 'echo', challenge: { query: 'challenge' } },
    },
  ],
  notes: [
    'A notification only names the accounts that changed, so that the same body is sent again and again: no two requests are taken for duplicates.',
  ],
  retries: { isAutomatic: true, spanSeconds: 600, finalStatuses: [] },
} as const satisfies KnownSender;
