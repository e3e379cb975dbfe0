import { parseJson } from './json-body.ts';
import { kindOf } from './media-type.ts';
import type { RejectionReason } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { Sender, SignatureScheme } from './sender.ts';
import { readSignatures } from './signature-header.ts';
import { isActive, type SigningSecret } from './signing-secret.ts';
import { type VerificationContext, verifySignature } from './verify-signature.ts';

/** The likely mistake behind a refused signature. It is a metric's dimension, so never add many. */
export type Explanation =
  /** The request is signed as another sender signs. */
  | 'other-sender'
  | 'retired-secret'
  /** The secret was stored with white space around it. */
  | 'secret-whitespace'
  /** The secret was decoded wrongly, for example a `whsec_…` that was used as it stands. */
  | 'secret-encoding'
  /** A line ending was lost or added on the way. */
  | 'body-trimmed'
  | 'body-base64'
  /** Something on the way parsed the JSON and rewrote it. */
  | 'body-reserialized'
  | 'other-url'
  /** The request is genuine but outside the tolerance: a clock is wrong, or an old request was sent again. */
  | 'clock-skew'
  | 'unexplained';

/** Larger bodies aren't examined, so that the work a stranger can cause stays limited. */
const bodyLimitBytes = 262_144;

/**
 * Says in one word why a signature was refused. The work is limited: one extra digest for each kind of mistake that
 * is possible here, and only with the first active secret. Returns neither bytes nor keys.
 *
 * @param senders those whose schemes are tried besides the source's own
 * @returns `undefined` for a refusal that has nothing to do with signatures, and for bodies above 256 KiB
 */
export function explainRejection(
  reason: RejectionReason,
  sender: Sender,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
  context: VerificationContext,
  senders: readonly Sender[],
): Explanation | undefined {
  if (reason === 'timestamp-expired' || reason === 'timestamp-in-future') return 'clock-skew';
  if (!signatureReasons.has(reason) || request.body.length > bodyLimitBytes) return undefined;
  const secret = secrets.find(isActive);
  if (secret === undefined) return undefined;
  const scheme = sender.schemes.find((candidate) => isReadable(candidate, request));
  if (scheme !== undefined) {
    const attempt: Attempt = { scheme, request, secret, secrets, context };
    const found = mistakes.find(([, isIt]) => isIt(attempt));
    if (found !== undefined) return found[0];
  }
  return isOtherSender(sender, senders, request, secret, context) ? 'other-sender' : 'unexplained';
}

const signatureReasons: ReadonlySet<RejectionReason> = new Set([
  'signature-missing',
  'signature-malformed',
  'signature-mismatch',
] as const);

interface Attempt {
  readonly scheme: SignatureScheme;
  readonly request: WebhookRequest;
  readonly secret: SigningSecret;
  readonly secrets: readonly SigningSecret[];
  readonly context: VerificationContext;
}

function isReadable(scheme: SignatureScheme, request: WebhookRequest): boolean {
  const isForIt = scheme.onlyFor === undefined || scheme.onlyFor === kindOf(request);
  return isForIt && typeof readSignatures(scheme, request) === 'object';
}

/** In the order in which they are tried. Each computes one digest. */
const mistakes: readonly (readonly [Explanation, (attempt: Attempt) => boolean])[] = [
  ['retired-secret', isRetiredSecret],
  ['secret-whitespace', isWhitespace],
  ['secret-encoding', isOtherEncoding],
  ['body-trimmed', isTrimmed],
  ['body-base64', isBase64],
  ['body-reserialized', isReserialized],
  ['other-url', isOtherUrl],
];

/** A stale timestamp counts too, since it is checked only after the signature held. */
function holds(attempt: Attempt, change: Partial<Attempt>): boolean {
  const { scheme, request, secret, context } = { ...attempt, ...change };
  const result = verifySignature({ schemes: [scheme] }, request, [secret], context, 1);
  return result.kind === 'verified' || afterSignature.has(result.reason);
}

const afterSignature: ReadonlySet<RejectionReason> = new Set([
  'timestamp-malformed',
  'timestamp-expired',
  'timestamp-in-future',
] as const);

function isRetiredSecret(attempt: Attempt): boolean {
  const retired = attempt.secrets.find((secret) => secret.value !== '' && !isActive(secret));
  return retired !== undefined && holds(attempt, { secret: { ...retired, slot: 'tried' } });
}

function withSecret(attempt: Attempt, value: string): boolean {
  return value !== '' && holds(attempt, { secret: { slot: 'tried', value } });
}

function isWhitespace(attempt: Attempt): boolean {
  const { value } = attempt.secret;
  return value.trim() !== value && withSecret(attempt, value.trim());
}

function isOtherEncoding(attempt: Attempt): boolean {
  const { scheme, secret } = attempt;
  const isText = scheme.key.encoding === 'text';
  const encoded = /^(?:v1,)?whsec_(.+)$/.exec(secret.value)?.[1];
  if (isText && encoded === undefined) return false;
  const key = isText ? Buffer.from(encoded ?? '', 'base64') : Buffer.from(secret.value);
  return holds(attempt, {
    scheme: { ...scheme, key: { encoding: 'hex' } },
    secret: { slot: 'tried', value: key.toString('hex') },
  });
}

function withBody(attempt: Attempt, body: Buffer): boolean {
  return holds(attempt, { request: { ...attempt.request, body } });
}

function isTrimmed(attempt: Attempt): boolean {
  const text = attempt.request.body.toString('latin1');
  const withoutMark = text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
  const trimmed = withoutMark.slice(0, -64) + withoutMark.slice(-64).trimEnd();
  const changed = trimmed.length < text.length ? trimmed : `${text}\n`;
  return withBody(attempt, Buffer.from(changed, 'latin1'));
}

function isBase64(attempt: Attempt): boolean {
  const text = attempt.request.body.toString('latin1');
  const isEncoded = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return withBody(
    attempt,
    isEncoded
      ? Buffer.from(text, 'base64')
      : Buffer.from(Buffer.from(text, 'latin1').toString('base64')),
  );
}

function isReserialized(attempt: Attempt): boolean {
  const text = reserialize(attempt.request.body);
  if (text === undefined) return false;
  const body = Buffer.from(text);
  return !body.equals(attempt.request.body) && withBody(attempt, body);
}

// JSON.stringify() runs out of stack on deeply nested JSON that can still be parsed.
function reserialize(body: Buffer): string | undefined {
  try {
    return JSON.stringify(parseJson(body));
  } catch {
    return undefined;
  }
}

/** Tries the URL with the host that the caller names, or else with or without its trailing slash. */
function isOtherUrl(attempt: Attempt): boolean {
  const { publicUrl } = attempt.context;
  if (publicUrl === undefined || !attempt.scheme.signs.includes('url')) return false;
  const host = attempt.request.headers.host ?? '';
  const named = publicUrl.replace(/^(https?:\/\/)[^/?#]+/, (_, scheme) => scheme + host);
  const other =
    host !== '' && named !== publicUrl
      ? named
      : publicUrl.replace(/\/?(?=\?|$)/, (slash) => (slash === '' ? '/' : ''));
  return holds(attempt, { context: { ...attempt.context, publicUrl: other } });
}

function isOtherSender(
  own: Sender,
  senders: readonly Sender[],
  request: WebhookRequest,
  secret: SigningSecret,
  context: VerificationContext,
): boolean {
  const scheme = senders
    .flatMap((sender) => (sender === own ? [] : sender.schemes))
    .find((candidate) => isReadable(candidate, request) && !own.schemes.some(isLike(candidate)));
  if (scheme === undefined) return false;
  return holds({ scheme, request, secret, secrets: [secret], context }, {});
}

function isLike(one: SignatureScheme): (other: SignatureScheme) => boolean {
  return (other) =>
    one.header === other.header && one.prefix === other.prefix && one.method === other.method;
}
