import type { Sender } from '../sender.ts';

export const intercom = {
  title: 'Intercom',
  documentation:
    'https://developers.intercom.com/docs/webhooks/webhook-notifications#signed-notifications',
  schemes: [
    {
      method: 'hmac-sha1',
      header: 'x-hub-signature',
      encoding: 'hex',
      prefix: 'sha1=',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ json: ['id'] }, 'body-hash'],
  eventType: [{ json: ['topic'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  handshakes: [
    { name: 'ping', asks: { json: ['topic'], equals: 'ping' }, answer: { kind: 'stored' } },
  ],
  notes: ['Intercom signs with SHA-1 and has nothing better.'],
  retries: { isAutomatic: true, finalStatuses: [404, 410] },
} as const satisfies Sender;
