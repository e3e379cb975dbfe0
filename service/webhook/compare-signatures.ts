import {
  createHmac,
  createPublicKey,
  hash,
  type KeyObject,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { Rejected } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { SignatureScheme } from './sender.ts';
import { isUnambiguous, partOf, type SignedContext } from './signed-content.ts';
import { isUsable, type SigningKey, signingKeyOf } from './signing-key.ts';
import type { SigningSecret } from './signing-secret.ts';

/** Everything that is compared: one request under one scheme. */
export interface SignedRequest {
  readonly scheme: SignatureScheme;
  readonly request: WebhookRequest;
  /** Well-formed signatures, as written in the header. */
  readonly signatures: readonly string[];
  readonly context: SignedContext;
}

/** How many digests a request may still compute. */
export interface DigestBudget {
  left: number;
}

export interface Comparing {
  readonly secrets: readonly SigningSecret[];
  readonly budget: DigestBudget;
}

/** What a request was verified with. */
export interface Verified {
  readonly kind: 'verified';
  /** The slot of the source's secret that matched. */
  readonly slot: string;
  readonly scheme: SignatureScheme;
  /** The values that were signed. */
  readonly context: SignedContext;
}

export type Match = Verified | Rejected;

/** Computes one digest for each secret while the budget lasts, however many signatures the header holds. */
export function compareSignatures(signed: SignedRequest, { secrets, budget }: Comparing): Match {
  const { scheme, context } = signed;
  if (!isUnambiguous(scheme, signed.request, context.url)) return mismatch;
  const holds = comparisons[scheme.method];
  let isMalformed = false;
  for (const secret of secrets) {
    const key = signingKeyOf(scheme.key, secret.value);
    if (!isUsable(key)) {
      isMalformed ||= key.unusable === 'malformed';
    } else if (holds(signed, key, budget)) {
      return { kind: 'verified', slot: secret.slot, scheme, context };
    }
  }
  return isMalformed ? { kind: 'rejected', reason: 'secrets-unavailable' } : mismatch;
}

const mismatch: Rejected = { kind: 'rejected', reason: 'signature-mismatch' };

type Comparison = (signed: SignedRequest, key: SigningKey, budget: DigestBudget) => boolean;

const comparisons: Readonly<Record<SignatureScheme['method'], Comparison>> = {
  'hmac-sha256': holdsHmac('sha256'),
  'hmac-sha1': holdsHmac('sha1'),
  ed25519: holdsEd25519,
  token: holdsToken,
};

function holdsHmac(algorithm: string): Comparison {
  return ({ scheme, request, signatures, context }, key, budget) => {
    if (budget.left-- <= 0) return false;
    const hmac = createHmac(algorithm, key);
    for (const part of scheme.signs) hmac.update(partOf(part, scheme, request, context));
    const digest = hmac.digest();
    const encoding = scheme.encoding === 'hex' ? 'hex' : 'base64';
    return signatures.some((signature) => isEqual(digest, Buffer.from(signature, encoding)));
  };
}

/** Each signature costs an expensive verification, and only an attack sends more. */
const ed25519SignatureLimit = 4;

// Ed25519 can't be fed in parts: its message has to be one buffer.
function holdsEd25519(
  { scheme, request, signatures, context }: SignedRequest,
  key: SigningKey,
  budget: DigestBudget,
): boolean {
  const parts = scheme.signs.map((part) => Buffer.from(partOf(part, scheme, request, context)));
  const message = Buffer.concat(parts);
  const publicKey = ed25519PublicKey(Buffer.from(key));
  const encoding = scheme.encoding === 'hex' ? 'hex' : 'base64';
  return signatures
    .slice(0, ed25519SignatureLimit)
    .some(
      (signature) =>
        budget.left-- > 0 && verify(null, message, publicKey, Buffer.from(signature, encoding)),
    );
}

/** The bytes that RFC 8410 puts before the 32 bytes of a public key. */
const spkiPrefix = '302a300506032b6570032100';

function ed25519PublicKey(bytes: Buffer): KeyObject {
  const key = Buffer.concat([Buffer.from(spkiPrefix, 'hex'), bytes]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

// Both are hashed first, so that the compared lengths are always the same.
function holdsToken({ signatures }: SignedRequest, key: SigningKey, budget: DigestBudget): boolean {
  if (budget.left-- <= 0) return false;
  const expected = hash('sha256', key, 'buffer');
  return signatures.some((token) => isEqual(expected, hash('sha256', token, 'buffer')));
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
