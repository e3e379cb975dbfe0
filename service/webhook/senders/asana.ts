import type { KnownSender } from '../sender.ts';

export const asana = {
  title: 'Asana',
  documentation: 'https://developers.asana.com/docs/webhooks-guide',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-hook-signature',
      encoding: 'hex',
      signs: ['body'],
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' }],
  eventType: [{ json: ['events', '0', 'action'] }, { fixed: 'heartbeat' }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  handshakes: [
    { name: 'X-Hook-Secret', asks: { header: 'x-hook-secret' }, answer: { kind: 'echo-header' } },
  ],
  sendsEvery: '8 h',
  notes: [
    'Asana chooses the secret itself, and shows it in its answer to the call that made the webhook too: store it as the secret of the source.',
    'An empty list of events is a heartbeat, sent every 8 hours.',
  ],
  retries: { isAutomatic: true, spanSeconds: 86_400, finalStatuses: [410] },
} as const satisfies KnownSender;
