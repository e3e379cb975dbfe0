import type { Sender } from '../sender.ts';

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
        toleranceSeconds: 300,
      },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: ['body-hash'],
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
  notes: ['Success is 200 or 204 only. The endpoint is validated again every 72 hours.'],
  retries: { isAutomatic: true, finalStatuses: ['3xx', '4xx'] },
} as const satisfies Sender;
