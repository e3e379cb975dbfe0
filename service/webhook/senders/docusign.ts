import type { Sender } from '../sender.ts';

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
  deliveryId: ['body-hash'],
  eventType: [{ json: ['event'] }, { fixed: 'envelope' }],
  allowedHeaders: ['user-agent'],
  acceptedStatus: 200,
  notes: [
    'One header for each key of the account (`X-DocuSign-Signature-1`, `-2`, …): any of them may match.',
  ],
  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies Sender;
