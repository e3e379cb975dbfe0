import type { KnownSender } from '../sender.ts';

export const docusign = {
  title: 'DocuSign',
  documentation: 'https://developers.docusign.com/platform/webhooks/connect/hmac/',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-docusign-signature-',
      encoding: 'base64',
      signs: ['body'],
      isNumbered: true,
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    {
      place: {
        all: [
          { json: ['configurationId'] },
          { json: ['data', 'envelopeId'] },
          { json: ['data', 'recipientId'] },
          { json: ['event'] },
          { json: ['generatedDateTime'] },
        ],
      },
      identifies: 'delivery',
      isSigned: true,
      onRetry: 'same',
    },
    {
      place: {
        all: [
          { json: ['configurationId'] },
          { json: ['data', 'envelopeId'] },
          { json: ['event'] },
          { json: ['generatedDateTime'] },
        ],
      },
      identifies: 'delivery',
      isSigned: true,
      onRetry: 'same',
    },
    { place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'new' },
  ],
  eventType: [{ json: ['event'] }, { fixed: 'envelope' }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  notes: [
    'One header for each key of the account (`X-DocuSign-Signature-1`, `-2`, …): any of them may match.',
    'The body counts `retryCount` up, so the id is made of configuration, envelope, event and time. XML bodies have none of these that we read: their hash is new for each retry.',
  ],
  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies KnownSender;
