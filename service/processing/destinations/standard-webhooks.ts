import { createHmac } from 'node:crypto';
import type { SigningKey } from '../../webhook/signing-key.ts';

/**
 * Makes the headers that prove to a destination that a webhook comes from us. They are signed with each of the
 * keys, so that the destination may hold the old or the new one while it rotates.
 *
 * @param timestampSeconds since 1970, UTC.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhooksHeaders(
  keys: readonly SigningKey[],
  id: string,
  timestampSeconds: number,
  body: Buffer,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const signatures = keys.map((key) => {
    const hmac = createHmac('sha256', key).update(`${id}.${timestampSeconds}.`).update(body);
    return `v1,${hmac.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
