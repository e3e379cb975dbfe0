import type { KnownSender } from '../sender.ts';

export const x = {
  title: 'X',
  documentation: 'https://docs.x.com/x-api/webhooks/introduction',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-twitter-webhooks-signature',
      encoding: 'base64',
      prefix: 'sha256=',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' }],
  eventType: [{ fixed: 'account-activity' }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  handshakes: [
    {
      name: 'crc_token',
      asks: { query: 'crc_token' },
      answer: {
        kind: 'sign',
        challenge: { query: 'crc_token' },
        encoding: 'base64',
        prefix: 'sha256=',
        signatureField: 'response_token',
      },
    },
  ],
  notes: [
    'Only customers of its enterprise plan get anything sent again.',
    'The challenge is signed with the same key as the webhooks: a body that could have been a challenge is refused.',
  ],
  retries: { isAutomatic: false, finalStatuses: [] },
} as const satisfies KnownSender;
