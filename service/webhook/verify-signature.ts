import { isChallengeLike } from './challenge.ts';
import {
  type Comparing,
  compareSignatures,
  type Match,
  type SignedRequest,
  type Verified,
} from './compare-signatures.ts';
import { kindOf } from './media-type.ts';
import type { Rejected, RejectionReason } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { readSignatures, type SignatureReading } from './signature-header.ts';
import { isBodyHashRight } from './signed-content.ts';
import { checkTimestamp, readTimestamp } from './signed-timestamp.ts';
import { signedUrls } from './signed-url.ts';
import { isActive, type SigningSecret } from './signing-secret.ts';

export interface VerificationContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The URL as the sender knows it. It comes from configuration, never from a header that the caller controls. */
  readonly publicUrl?: string | undefined;
}

export type Verification = Verified | Rejected;

/**
 * The most digests that one stranger's request may cost, over all schemes of a sender, ways to write a URL, and
 * secrets. It also limits how many secrets of a source are tried.
 */
export const digestLimitOfRequest = 8;

/**
 * Verifies that the sender itself made this request, over the exact bytes of its body. Any of its schemes and any
 * of the secrets may match. The comparison takes the same time wherever the signatures differ.
 *
 * Signatures must be encoded as the sender encodes them: hex in lower case, base64 with its padding. Anything else
 * is `signature-malformed`. A timestamp is judged only after the signature, so `timestamp-expired` always means a
 * genuine request. Without a usable secret the result is `secrets-unavailable`, never an open door.
 */
export function verifySignature(
  sender: Pick<Sender, 'schemes' | 'handshakes'>,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
  context: VerificationContext,
  digestLimit = digestLimitOfRequest,
): Verification {
  const active = secrets.filter(isActive);
  if (active.length === 0) return rejected('secrets-unavailable');
  if (isChallengeLike(sender, request.body)) return rejected('body-malformed');
  const attempt = { request, secrets: active, context, budget: { left: digestLimit } };
  let refusal = rejected('signature-missing');
  for (const scheme of sender.schemes) {
    const verification = verifyScheme(scheme, attempt);
    if (verification.kind === 'verified') return verification;
    refusal = furthest(refusal, verification);
  }
  return refusal;
}

interface Attempt extends Comparing {
  readonly request: WebhookRequest;
  readonly context: VerificationContext;
}

/** If there are several refusals, the one that got furthest is reported. */
const byWeight: readonly RejectionReason[] = [
  'signature-missing',
  'signature-malformed',
  'timestamp-missing',
  'delivery-id-missing',
  'secrets-unavailable',
  'public-url-missing',
  'signature-mismatch',
];

function furthest(one: Rejected, other: Rejected): Rejected {
  return weightOf(other) > weightOf(one) ? other : one;
}

function weightOf(refusal: Rejected): number {
  const weight = byWeight.indexOf(refusal.reason);
  return weight === -1 ? byWeight.length : weight;
}

function verifyScheme(scheme: SignatureScheme, attempt: Attempt): Verification {
  const { request } = attempt;
  if (scheme.onlyFor !== undefined && scheme.onlyFor !== kindOf(request)) {
    return rejected('signature-missing');
  }
  const readings = readSignatures(scheme, request);
  if (typeof readings === 'string') return rejected(readings);
  if (!isBodyHashRight(scheme, request)) return rejected('signature-mismatch');
  let refusal = rejected('signature-malformed');
  for (const reading of readings) {
    const verification = verifyReading(scheme, reading, attempt);
    if (verification.kind === 'verified') return verification;
    refusal = furthest(refusal, verification);
  }
  return refusal;
}

function verifyReading(
  scheme: SignatureScheme,
  { signatures, items }: SignatureReading,
  attempt: Attempt,
): Verification {
  const { request, context } = attempt;
  const timestamp = readTimestamp(scheme.timestamp, request.headers, items);
  if (typeof timestamp === 'object') return timestamp;
  if (scheme.idHeader && !request.headers[scheme.idHeader]) return rejected('delivery-id-missing');
  const signed = { scheme, request, signatures };
  const match = scheme.signs.includes('url')
    ? compareWithUrls(signed, timestamp, attempt)
    : compareSignatures({ ...signed, context: { timestamp, url: undefined } }, attempt);
  if (match.kind === 'rejected') return match;
  return checkTimestamp(scheme.timestamp, timestamp, request.body, context.now) ?? match;
}

function compareWithUrls(
  signed: Omit<SignedRequest, 'context'>,
  timestamp: string | undefined,
  attempt: Attempt,
): Match {
  const { publicUrl } = attempt.context;
  if (publicUrl === undefined) return rejected('public-url-missing');
  const urls = signedUrls(signed.scheme, signed.request, publicUrl);
  if (urls === undefined) return rejected('signature-mismatch');
  const compareWith = (url: string) =>
    compareSignatures({ ...signed, context: { timestamp, url } }, attempt);
  const match = compareWith(urls.likeliest);
  if (match.kind === 'verified' || attempt.budget.left <= 0) return match;
  for (const url of urls.others()) {
    if (attempt.budget.left <= 0) break;
    const other = compareWith(url);
    if (other.kind === 'verified') return other;
  }
  return match;
}

function rejected(reason: RejectionReason): Rejected {
  return { kind: 'rejected', reason };
}
