import type { KnownSender } from '../sender.ts';

export const zoom = {
  title: 'Zoom',
  documentation: 'https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-zm-signature',
      encoding: 'hex',
      prefix: 'v0=',
      signs: [{ text: 'v0:' }, 'timestamp', { text: ':' }, 'body'],
      timestamp: {
        from: { header: 'x-zm-request-timestamp' },
        unit: 'seconds',
        // Its last retry comes after 85 minutes, and it doesn't say that it signs that anew.
        toleranceSeconds: 5_400,
      },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' }],
  eventType: [{ json: ['event'] }],
  allowedHeaders: ['x-zm-trackingid', 'x-zm-request-timestamp'],
  acceptedStatus: 200,
  handshakes: [
    {
      name: 'endpoint.url_validation',
      asks: { json: ['event'], equals: 'endpoint.url_validation' },
      answer: {
        kind: 'sign',
        challenge: { json: ['payload', 'plainToken'] },
        encoding: 'hex',
        challengeField: 'plainToken',
        signatureField: 'encryptedToken',
      },
    },
  ],
  sendsEvery: '72 h',
  notes: ['Success is 200 or 204 only. The endpoint is validated again every 72 hours.'],
  retries: { isAutomatic: true, spanSeconds: 5_100, finalStatuses: ['3xx', '4xx'] },
} as const satisfies KnownSender;
