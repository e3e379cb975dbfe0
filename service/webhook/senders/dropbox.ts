import type { Sender } from '../sender.ts';

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
  deliveryId: ['random'],
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
  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies Sender;
