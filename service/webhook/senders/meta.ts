import type { KnownSender } from '../sender.ts';

export const meta = {
  title: 'Meta (WhatsApp, Messenger, Instagram)',
  documentation: 'https://developers.facebook.com/docs/graph-api/webhooks/getting-started',
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
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' }],
  eventType: [{ json: ['object'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  handshakes: [
    {
      name: 'hub.challenge',
      asks: { query: 'hub.mode', equals: 'subscribe' },
      verifyTokenParameter: 'hub.verify_token',
      answer: { kind: 'echo', challenge: { query: 'hub.challenge' } },
    },
  ],
  notes: [
    'The key is the app secret. Bodies may have up to 3 MB.',
    'The verify token to enter at Meta is derived from it, as the commands below show: URLs end in access logs.',
  ],
  retries: { isAutomatic: true, spanSeconds: 604_800, finalStatuses: [] },
} as const satisfies KnownSender;
