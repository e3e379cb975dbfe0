import type { KnownSender } from '../sender.ts';

export const discord = {
  title: 'Discord',
  documentation:
    'https://discord.com/developers/docs/events/webhook-events#setting-up-an-endpoint-validating-security-request-headers',
  schemes: [
    {
      method: 'ed25519',
      header: 'x-signature-ed25519',
      encoding: 'hex',
      signs: ['timestamp', 'body'],
      timestamp: {
        from: { header: 'x-signature-timestamp' },
        unit: 'seconds',
        toleranceSeconds: 900,
      },
      key: { encoding: 'hex', bytes: [32, 32] },
    },
  ],
  deliveryId: [
    { place: { json: ['id'] }, identifies: 'delivery', isSigned: true, onRetry: 'unknown' },
    { place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' },
  ],
  eventType: [{ json: ['event', 'type'] }, { json: ['type'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 204,
  // The destination answers commands, components and modals later, with a call of its own.
  acceptedStatusBy: { json: ['type'], statuses: { 2: 202, 3: 202, 5: 202 } },
  isAnswerEmpty: true,
  handshakes: [
    {
      name: 'interaction PING',
      asks: { json: ['type'], equals: 1, unless: ['event', 'type'] },
      answer: { kind: 'fixed', status: 200, json: { type: 1 } },
    },
    {
      name: 'event PING',
      asks: { json: ['type'], equals: 0 },
      answer: { kind: 'fixed', status: 204 },
    },
  ],
  notes: [
    'The secret is the public key of the application, in hex.',
    'One URL may take events and interactions. An interaction is answered with 202: the destination has 3 seconds to call `/interactions/<id>/<token>/callback`. Autocompletion (type 4) has to be answered at once, which a webhook that is stored can not be.',
  ],
  retries: { isAutomatic: true, spanSeconds: 600, finalStatuses: [] },
} as const satisfies KnownSender;
