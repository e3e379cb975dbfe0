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
import { partOf, type SignedContext } from './signed-content.ts';
import { isUsable, type SigningKey, signingKeyOf } from './signing-key.ts';
import type { SigningSecret } from './signing-secret.ts';

/** Everything that is compared: one request under one scheme. */
export interface SignedRequest {
  readonly scheme: SignatureScheme;
  readonly request: WebhookRequest;
  /** Well-formed, as they stand in the header. */
  readonly signatures: readonly string[];
  readonly context: SignedContext;
}

/** By what a request was verified. */
export interface Verified {
  readonly kind: 'verified';
  /** Which of the source's secrets matched. */
  readonly slot: string;
  readonly scheme: SignatureScheme;
  /** As they were signed. */
  readonly context: SignedContext;
}

export type Match = Verified | Rejected;

/** One digest for each secret, however many signatures the header holds. */
export function compareSignatures(signed: SignedRequest, secrets: readonly SigningSecret[]): Match {
  const holds = comparisons[signed.scheme.method];
  let isMalformed = false;
  for (const secret of secrets) {
    const key = signingKeyOf(signed.scheme.key, secret.value);
    if (!isUsable(key)) {
      isMalformed ||= key.unusable === 'malformed';
    } else if (holds(signed, key)) {
      const { scheme, context } = signed;
      return { kind: 'verified', slot: secret.slot, scheme, context };
    }
  }
  return { kind: 'rejected', reason: isMalformed ? 'secrets-unavailable' : 'signature-mismatch' };
}

type Comparison = (signed: SignedRequest, key: SigningKey) => boolean;

const comparisons: Readonly<Record<SignatureScheme['method'], Comparison>> = {
  'hmac-sha256': (signed, key) => holdsHmac('sha256', signed, key),
  'hmac-sha1': (signed, key) => holdsHmac('sha1', signed, key),
  ed25519: holdsEd25519,
  token: holdsToken,
};

function holdsHmac(algorithm: string, signed: SignedRequest, key: SigningKey): boolean {
  const { scheme, request, signatures, context } = signed;
  const hmac = createHmac(algorithm, key);
  for (const part of scheme.signs) hmac.update(partOf(part, scheme, request, context));
  const digest = hmac.digest();
  const encoding = scheme.encoding === 'hex' ? 'hex' : 'base64';
  return signatures.some((signature) => isEqual(digest, Buffer.from(signature, encoding)));
}

/** More would be an attack: each costs a verification, which is dear. */
const ed25519SignatureLimit = 4;

// Ed25519 can't be fed in parts: its message has to be one buffer.
function holdsEd25519(signed: SignedRequest, key: SigningKey): boolean {
  const { scheme, request, signatures, context } = signed;
  const parts = scheme.signs.map((part) => Buffer.from(partOf(part, scheme, request, context)));
  const message = Buffer.concat(parts);
  const publicKey = ed25519PublicKey(Buffer.from(key));
  const encoding = scheme.encoding === 'hex' ? 'hex' : 'base64';
  return signatures
    .slice(0, ed25519SignatureLimit)
    .some((signature) => verify(null, message, publicKey, Buffer.from(signature, encoding)));
}

/** What RFC 8410 puts before the 32 bytes of a public key. */
const spkiPrefix = '302a300506032b6570032100';

function ed25519PublicKey(bytes: Buffer): KeyObject {
  const key = Buffer.concat([Buffer.from(spkiPrefix, 'hex'), bytes]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

// Hashed first, so that the lengths compared are always the same.
function holdsToken({ signatures }: SignedRequest, key: SigningKey): boolean {
  const expected = hash('sha256', key, 'buffer');
  return signatures.some((token) => isEqual(expected, hash('sha256', token, 'buffer')));
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
