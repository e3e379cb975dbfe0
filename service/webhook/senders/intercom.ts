import type { KnownSender } from '../sender.ts';

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
  deliveryId: [
    { place: { json: ['id'] }, identifies: 'delivery', isSigned: true, onRetry: 'same' },
    { place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'new' },
  ],
  eventType: [{ json: ['topic'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  probes: [{ name: 'HEAD', asks: { method: 'HEAD' } }],
  handshakes: [
    { name: 'ping', asks: { json: ['topic'], equals: 'ping' }, answer: { kind: 'stored' } },
  ],
  notes: ['Intercom signs with SHA-1 and has nothing better.'],
  retries: { isAutomatic: true, spanSeconds: 60, finalStatuses: [404, 410] },
} as const satisfies KnownSender;
