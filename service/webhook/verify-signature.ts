import { isChallengeLike } from './challenge.ts';
import {
  compareSignatures,
  type Match,
  type SignedRequest,
  type Verified,
} from './compare-signatures.ts';
import { isForm } from './media-type.ts';
import type { Rejected, RejectionReason } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { readSignatureHeader } from './signature-header.ts';
import { isBodyHashRight } from './signed-content.ts';
import { checkTimestamp, readTimestamp } from './signed-timestamp.ts';
import { signedUrls } from './signed-url.ts';
import { isActive, type SigningSecret } from './signing-secret.ts';

export interface VerificationContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The URL as the sender knows it, from configuration: never from a header that the caller controls. */
  readonly publicUrl?: string | undefined;
}

export type Verification = Verified | Rejected;

/**
 * Verifies that the sender itself made this request, over the exact bytes of its body. Any of its schemes and
 * any of the secrets may match; the comparison takes the same time wherever the signatures differ.
 *
 * Signatures must be encoded as the sender encodes them: hex in lower case, base64 with its padding. Anything
 * else is `signature-malformed`. A timestamp is judged only after the signature, so that `timestamp-expired`
 * always speaks of a genuine request. No usable secret is `secrets-unavailable`: never an open door.
 */
export function verifySignature(
  sender: Pick<Sender, 'schemes' | 'handshakes'>,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
  context: VerificationContext,
): Verification {
  const active = secrets.filter(isActive);
  if (active.length === 0) return rejected('secrets-unavailable');
  if (isChallengeLike(sender, request.body)) return rejected('body-malformed');
  let refusal = rejected('signature-missing');
  for (const scheme of sender.schemes) {
    const verification = verifyScheme(scheme, request, active, context);
    if (verification.kind === 'verified') return verification;
    if (weightOf(verification) > weightOf(refusal)) refusal = verification;
  }
  return refusal;
}

/** Of several schemes' refusals, the one that got furthest is told. */
const byWeight: readonly RejectionReason[] = [
  'signature-missing',
  'signature-malformed',
  'timestamp-missing',
  'delivery-id-missing',
  'secrets-unavailable',
  'public-url-missing',
  'signature-mismatch',
];

function weightOf(refusal: Rejected): number {
  const weight = byWeight.indexOf(refusal.reason);
  return weight === -1 ? byWeight.length : weight;
}

function verifyScheme(
  scheme: SignatureScheme,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
  context: VerificationContext,
): Verification {
  if (!isFor(scheme, request)) return rejected('signature-missing');
  const header = readSignatureHeader(scheme, request.headers);
  if (typeof header === 'string') return rejected(header);
  const { signatures, items } = header;
  const timestamp = readTimestamp(scheme.timestamp, request.headers, items);
  if (typeof timestamp === 'object') return timestamp;
  if (scheme.idHeader && !request.headers[scheme.idHeader]) return rejected('delivery-id-missing');
  const match = isBodyHashRight(scheme, request)
    ? compareWithUrls({ scheme, request, signatures }, timestamp, secrets, context.publicUrl)
    : rejected('signature-mismatch');
  if (match.kind === 'rejected') return match;
  return checkTimestamp(scheme.timestamp, timestamp, request.body, context.now) ?? match;
}

function isFor(scheme: SignatureScheme, request: WebhookRequest): boolean {
  return scheme.onlyFor === undefined || (scheme.onlyFor === 'form') === isForm(request.headers);
}

function compareWithUrls(
  signed: Omit<SignedRequest, 'context'>,
  timestamp: string | undefined,
  secrets: readonly SigningSecret[],
  publicUrl: string | undefined,
): Match {
  const { scheme, request } = signed;
  if (!scheme.signs.includes('url')) {
    return compareSignatures({ ...signed, context: { timestamp, url: undefined } }, secrets);
  }
  if (publicUrl === undefined) return rejected('public-url-missing');
  let match: Match = rejected('signature-mismatch');
  for (const url of signedUrls(scheme, request, publicUrl)) {
    match = compareSignatures({ ...signed, context: { timestamp, url } }, secrets);
    if (match.kind === 'verified') break;
  }
  return match;
}

function rejected(reason: RejectionReason): Rejected {
  return { kind: 'rejected', reason };
}
