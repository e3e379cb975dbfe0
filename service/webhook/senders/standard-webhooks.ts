import type { KnownSender, SignatureScheme } from '../sender.ts';

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const standardWebhooksHmac = {
  method: 'hmac-sha256',
  header: 'webhook-signature',
  encoding: 'base64',
  prefix: 'v1,',
  separator: ' ',
  signs: ['id', { text: '.' }, 'timestamp', { text: '.' }, 'body'],
  timestamp: { from: { header: 'webhook-timestamp' }, unit: 'seconds', toleranceSeconds: 300 },
  idHeader: 'webhook-id',
  // Some dashboards show the key with the signature's version in front.
  key: {
    encoding: 'base64',
    prefixes: ['v1,whsec_', 'whsec_'],
    otherPrefixes: ['whpk_', 'v1a,whpk_'],
    bytes: [24, 64],
  },
} as const satisfies SignatureScheme;

export const standardWebhooksEd25519 = {
  ...standardWebhooksHmac,
  method: 'ed25519',
  prefix: 'v1a,',
  key: {
    encoding: 'base64',
    prefixes: ['v1a,whpk_', 'whpk_'],
    isPrefixRequired: true,
    bytes: [32, 32],
  },
} as const satisfies SignatureScheme;

export const standardWebhooks = {
  title: 'Standard Webhooks',
  documentation: 'https://www.standardwebhooks.com',
  schemes: [standardWebhooksHmac, standardWebhooksEd25519],
  deliveryId: [
    { place: { header: 'webhook-id' }, identifies: 'delivery', isSigned: true, onRetry: 'same' },
  ],
  eventType: [{ json: ['type'] }, { fixed: 'webhook' }],
  allowedHeaders: ['webhook-id', 'webhook-timestamp', 'user-agent'],
  acceptedStatus: 202,
  takesSecretAt: "the endpoint's signing secret",
  notes: ['`v1a` signatures are verified with a public key, a secret that starts with `whpk_`.'],
  retries: { isAutomatic: true, isSignedAnew: true, finalStatuses: [410] },
} as const satisfies KnownSender;
