import type { Sender } from '../sender.ts';

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
        toleranceSeconds: 300,
      },
      key: { encoding: 'hex', bytes: [32, 32] },
    },
  ],
  deliveryId: [{ json: ['id'] }, 'body-hash'],
  eventType: [{ json: ['event', 'type'] }, { json: ['type'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 204,
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
  notes: ['The secret is the public key of the application, in hex.'],
  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies Sender;
