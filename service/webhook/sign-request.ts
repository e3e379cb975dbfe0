import { createHash, createHmac, createPublicKey, randomUUID, sign } from 'node:crypto';
import { kindOf } from './media-type.ts';
import { type WebhookRequest, withHeaders, withQuery } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { partOf } from './signed-content.ts';
import { signedUrls } from './signed-url.ts';
import { isUsable, type SigningKey, signingKeyOf } from './signing-key.ts';
import type { VerificationContext } from './verify-signature.ts';

/**
 * Signs a request as a sender would, from the same row that verifies it, for trying out a source and for load
 * tests. It adds the headers (and for some the query) that the sender's first usable scheme needs. What the sender
 * keeps in the body, such as Linear's timestamp, must be there already.
 *
 * @param privateKey for Ed25519, where the secret is only the public key: PKCS #8, PEM
 * @returns `undefined` without a key of this sender
 */
export function signRequest(
  sender: Sender,
  request: WebhookRequest,
  secret: string,
  context: VerificationContext,
  privateKey?: string,
): WebhookRequest | undefined {
  for (const scheme of sender.schemes) {
    if (scheme.onlyFor !== undefined && scheme.onlyFor !== kindOf(request)) continue;
    const signed = signByScheme(scheme, request, { secret, privateKey }, context);
    if (signed !== undefined) return signed;
  }
  return undefined;
}

function signByScheme(
  scheme: SignatureScheme,
  request: WebhookRequest,
  { secret, privateKey }: { readonly secret: string; readonly privateKey: string | undefined },
  context: VerificationContext,
): WebhookRequest | undefined {
  const key = signingKeyOf(scheme.key, secret);
  if (!isUsable(key)) return undefined;
  if (scheme.method === 'token') return withHeaders(request, { [scheme.header]: String(key) });
  const timestamp = timestampOf(scheme, context.now);
  const prepared = prepare(scheme, request, timestamp);
  const url = signedUrls(scheme, prepared, context.publicUrl ?? '')?.likeliest;
  const message = Buffer.concat(
    scheme.signs.map((part) => Buffer.from(partOf(part, scheme, prepared, { timestamp, url }))),
  );
  const signed = digest(scheme, message, { key, privateKey });
  const signature = signed?.toString(scheme.encoding === 'hex' ? 'hex' : 'base64');
  if (signature === undefined) return undefined;
  return withHeaders(prepared, {
    [scheme.header + (scheme.isNumbered ? '1' : '')]: headerValue(scheme, timestamp, signature),
  });
}

function digest(
  { method }: SignatureScheme,
  message: Buffer,
  { key, privateKey }: { readonly key: SigningKey; readonly privateKey: string | undefined },
): Buffer | undefined {
  if (method !== 'ed25519') {
    return createHmac(method.slice('hmac-'.length), key).update(message).digest();
  }
  return privateKey !== undefined && isOf(privateKey, key)
    ? sign(null, message, privateKey)
    : undefined;
}

/** The secret may have been replaced by the sender's true public key, whose private key only the sender has. */
function isOf(privateKey: string, publicKey: SigningKey): boolean {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return spki.subarray(-32).equals(Buffer.from(publicKey));
}

/** Adds what the request must contain before it is signed. */
function prepare(
  scheme: SignatureScheme,
  request: WebhookRequest,
  timestamp: string | undefined,
): WebhookRequest {
  const headers: Record<string, string> = {};
  if (scheme.idHeader) headers[scheme.idHeader] = request.headers[scheme.idHeader] ?? randomUUID();
  if (scheme.timestamp && 'header' in scheme.timestamp.from && timestamp !== undefined) {
    headers[scheme.timestamp.from.header] = timestamp;
  }
  const prepared = withHeaders(request, headers);
  if (scheme.bodyHashParameter === undefined) return prepared;
  const hash = createHash('sha256').update(request.body).digest('hex');
  return withQuery(prepared, { [scheme.bodyHashParameter]: hash });
}

const timestampTexts = {
  seconds: (now: number) => String(Math.floor(now / 1000)),
  milliseconds: String,
  'iso-8601': (now: number) => new Date(now).toISOString(),
} as const;

function timestampOf({ timestamp }: SignatureScheme, now: number): string | undefined {
  if (timestamp === undefined || 'json' in timestamp.from) return undefined;
  return timestampTexts[timestamp.unit](now);
}

function headerValue(
  scheme: SignatureScheme,
  timestamp: string | undefined,
  signature: string,
): string {
  const own = (scheme.prefix ?? '') + signature;
  if (scheme.timestamp === undefined || !('signatureItem' in scheme.timestamp.from)) return own;
  return `${scheme.timestamp.from.signatureItem}${timestamp}${scheme.separator ?? ''}${own}`;
}
