import { createHash } from 'node:crypto';
import type { Verified } from './compare-signatures.ts';
import type { WebhookRequest } from './request.ts';
import type { SignedPart } from './sender.ts';
import { partOf } from './signed-content.ts';

/** The zero byte keeps source `a` with content `bc` apart from source `ab` with content `c`. */
export function hashOf(source: string, ...content: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256').update(source).update('\0');
  for (const part of content) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

/**
 * Of all that was signed, in the one form in which the sender signs it, its timestamp included: the same for the same
 * request, however its form is ordered or its URL is spelled, and another one for the same body at another time. A
 * token signs nothing; there it is the body's.
 */
export function hashOfSigned(source: string, request: WebhookRequest, verified: Verified): string {
  return hashOfParts(source, request, verified, signedParts(verified));
}

/** Of what the webhook says: its body, or what else is signed where the body isn't signed as it is. */
export function hashOfContent(source: string, request: WebhookRequest, verified: Verified): string {
  const parts = signedParts(verified);
  const content = parts.includes('body')
    ? (['body'] as const)
    : parts.filter((part) => part !== 'timestamp' && part !== 'id');
  return hashOfParts(source, request, verified, content);
}

function signedParts({ scheme }: Verified): readonly SignedPart[] {
  return scheme.method === 'token' ? ['body'] : scheme.signs;
}

function hashOfParts(
  source: string,
  request: WebhookRequest,
  { scheme, context }: Verified,
  parts: readonly SignedPart[],
): string {
  return hashOf(source, ...parts.map((part) => partOf(part, scheme, request, context)));
}
