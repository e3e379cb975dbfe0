import type { KnownSender } from '../sender.ts';

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
      timestamp: { from: { signatureItem: 'ts=' }, unit: 'seconds', toleranceSeconds: 60 },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    { place: { json: ['event_id'] }, identifies: 'event', isSigned: true, onRetry: 'same' },
  ],
  eventType: [{ json: ['event_type'] }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  retries: { isAutomatic: true, spanSeconds: 259_200, isSignedAnew: true, finalStatuses: [] },
} as const satisfies KnownSender;
