import type { KnownSender } from '../sender.ts';

export const hubspot = {
  title: 'HubSpot',
  documentation:
    'https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests#validate-the-v3-request-signature',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-hubspot-signature-v3',
      encoding: 'base64',
      signs: ['method', 'url', 'body', 'timestamp'],
      timestamp: {
        from: { header: 'x-hubspot-request-timestamp' },
        unit: 'milliseconds',
        toleranceSeconds: 300,
      },
      urlDecodes: ":/?@!$'()*,;",
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'new' }],
  eventType: [
    { json: ['0', 'subscriptionType'] },
    { json: ['subscriptionType'] },
    { fixed: 'webhook' },
  ],
  allowedHeaders: ['x-hubspot-request-timestamp', 'user-agent'],
  acceptedStatus: 202,
  notes: [
    'One request holds up to 100 events; its type is that of the first. A retry counts `attemptNumber` up in the body, so it has another id.',
    'A workflow may also ask by GET. That has no body and only fixed parameters, and wants data in its answer: it is no webhook, and refused.',
  ],
  // After a 429 a workflow reads Retry-After as milliseconds, so a 503 is safer.
  retries: {
    isAutomatic: true,
    spanSeconds: 259_200,
    isSignedAnew: true,
    finalStatuses: ['3xx', '4xx'],
  },
} as const satisfies KnownSender;
