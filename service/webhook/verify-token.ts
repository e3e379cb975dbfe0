import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { SigningSecret } from './signing-secret.ts';

/**
 * The token that an operator enters at a sender which sends it in a handshake's URL. URLs end up in access logs, so
 * the token is not the secret itself but derived from it: the first 32 hex characters of the HMAC-SHA256 of
 * `verify-token` under the secret.
 */
export function verifyTokenOf(secret: SigningSecret): string {
  return createHmac('sha256', secret.value).update('verify-token').digest('hex').slice(0, 32);
}

export function isVerifyToken(token: string, secrets: readonly SigningSecret[]): boolean {
  const given = hash('sha256', token, 'buffer');
  return secrets.some((secret) =>
    timingSafeEqual(given, hash('sha256', verifyTokenOf(secret), 'buffer')),
  );
}
