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
 * Hashes everything that was signed, the timestamp included, in the one form in which the sender signs it. The hash
 * is the same for the same request, however its form is ordered or its URL is spelled. The same body at another
 * time has another hash. A token signs nothing, so for it the body is hashed.
 */
export function hashOfSigned(source: string, request: WebhookRequest, verified: Verified): string {
  return hashOfParts(source, request, verified, signedParts(verified));
}

/** Hashes the webhook's content: its body, or what else is signed if the body isn't signed as it is. */
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
