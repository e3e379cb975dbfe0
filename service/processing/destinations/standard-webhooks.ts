import { createHmac } from 'node:crypto';
import { isActive, type SigningSecret } from '../../webhook/signing-secret.ts';

/**
 * Headers that prove to a destination that a webhook comes from us, signed with every active secret, so that
 * the destination may hold the old or the new one while it rotates.
 *
 * @param timestampSeconds since 1970, UTC.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhooksHeaders(
  secrets: readonly SigningSecret[],
  id: string,
  timestampSeconds: number,
  body: Buffer,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const signatures = secrets.filter(isActive).map(({ value }) => {
    const key = Buffer.from(value.replace(/^whsec_/, ''), 'base64');
    const hmac = createHmac('sha256', key).update(`${id}.${timestampSeconds}.`).update(body);
    return `v1,${hmac.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
