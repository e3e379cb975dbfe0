import type { KnownSender, SignatureScheme } from '../sender.ts';
import { standardWebhooksEd25519, standardWebhooksHmac } from './standard-webhooks.ts';

/**
 * Svix's server accepts keys of lengths that the specification does not allow:
 * https://github.com/svix/svix-webhooks
 */
const hmac = {
  ...standardWebhooksHmac,
  key: { ...standardWebhooksHmac.key, bytes: [24, 75] },
} as const satisfies SignatureScheme;

const svixHeaders = {
  header: 'svix-signature',
  timestamp: { from: { header: 'svix-timestamp' }, unit: 'seconds', toleranceSeconds: 300 },
  idHeader: 'svix-id',
} as const satisfies Partial<SignatureScheme>;

export const svix = {
  title: 'Svix',
  documentation: 'https://docs.svix.com/receiving/verifying-payloads/how-manual',
  schemes: [
    { ...hmac, ...svixHeaders },
    { ...standardWebhooksEd25519, ...svixHeaders },
    hmac,
    standardWebhooksEd25519,
  ],
  deliveryId: [
    { place: { header: 'svix-id' }, identifies: 'delivery', isSigned: true, onRetry: 'same' },
    { place: { header: 'webhook-id' }, identifies: 'delivery', isSigned: true, onRetry: 'same' },
  ],
  eventType: [{ json: ['type'] }, { json: ['eventType'] }, { fixed: 'webhook' }],
  allowedHeaders: ['svix-id', 'svix-timestamp', 'webhook-id', 'webhook-timestamp', 'user-agent'],
  acceptedStatus: 202,
  takesSecretAt: "the endpoint's settings, Rotate secret",
  notes: [
    'The same headers may be named `svix-*` or `webhook-*`; the id is that of the two which is signed.',
    'An endpoint with an asymmetric key has `v1a` signatures, verified with its public key: a secret that starts with `whpk_`.',
  ],
  retries: { isAutomatic: true, spanSeconds: 99_305, isSignedAnew: true, finalStatuses: [410] },
} as const satisfies KnownSender;
