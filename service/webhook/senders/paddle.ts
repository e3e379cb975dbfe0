import type { Sender } from '../sender.ts';

export const paddle = {
  title: 'Paddle',
  documentation: 'https://developer.paddle.com/webhooks/signature-verification',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'paddle-signature',
      encoding: 'hex',
      prefix: 'h1=',
      separator: ';',
      signs: ['timestamp', { text: ':' }, 'body'],
      timestamp: { from: { signatureItem: 'ts=' }, unit: 'seconds', toleranceSeconds: 5 },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ json: ['event_id'] }],
  eventType: [{ json: ['event_type'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,

  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies Sender;
