import { createHmac } from 'node:crypto';
import { isToken } from './challenge.ts';
import type { Challenge, Handshake, HandshakeAnswer } from './handshake.ts';
import { fieldOf, parseJson } from './json-body.ts';
import type { Rejected } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { Sender } from './sender.ts';
import { isActive, type SigningSecret } from './signing-secret.ts';
import { type VerificationContext, verifySignature } from './verify-signature.ts';
import { isVerifyToken } from './verify-token.ts';

export interface HandshakeAnswered {
  readonly kind: 'answered';
  /** The handshake's name, for the log. */
  readonly handshake: string;
  /** The secret with which the question was signed; absent where it was not. */
  readonly slot?: string;
  readonly status: 200 | 204;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No challenge that a sender puts into a body is longer. */
const handshakeBodyLimit = 4096;

/**
 * Answers the sender's question whether the endpoint is ours; `undefined` if the request is a webhook and no such
 * question. Call it before the method is judged, because some senders ask by GET.
 *
 * Signed questions are parsed only after their signature was verified. A challenge that isn't a mere token, or a
 * verify token that isn't ours, is `handshake-refused`.
 */
export function answerHandshake(
  sender: Sender,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
  context: VerificationContext,
): HandshakeAnswered | Rejected | undefined {
  for (const handshake of sender.handshakes ?? []) {
    if (handshake.answer.kind === 'stored') continue;
    const question = recognize(handshake, sender, request, secrets, context);
    if (question === undefined) continue;
    if (question.kind === 'rejected') return question;
    return answer(handshake, request, question, secrets.filter(isActive));
  }
  return undefined;
}

interface Asked {
  readonly kind: 'asked';
  readonly json?: unknown;
  /** The secret that the question was signed with. */
  readonly slot?: string;
}

function recognize(
  { asks }: Handshake,
  sender: Sender,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
  context: VerificationContext,
): Asked | Rejected | undefined {
  if ('query' in asks) return isAsked('GET', request, lastValue(request, asks.query), asks.equals);
  if ('header' in asks) return isAsked('POST', request, request.headers[asks.header], asks.equals);
  if (request.method !== 'POST' || !mayHold(request.body, asks.equals)) return undefined;
  const verification = verifySignature(sender, request, secrets, context);
  if (verification.kind === 'rejected') return verification;
  const json = parseJson(request.body);
  if (fieldOf(json, asks.json) !== asks.equals) return undefined;
  if (asks.unless && fieldOf(json, asks.unless) !== undefined) return undefined;
  return { kind: 'asked', json, slot: verification.slot };
}

function lastValue({ query }: WebhookRequest, name: string): string | undefined {
  return query[name]?.at(-1);
}

function isAsked(
  method: string,
  request: WebhookRequest,
  value: string | undefined,
  expected: string | undefined = value,
): Asked | undefined {
  const isSo = request.method === method && value !== undefined && value === expected;
  return isSo ? { kind: 'asked' } : undefined;
}

/** Avoids parsing nearly every webhook, without trusting any byte of it. */
function mayHold(body: Buffer, value: string | number): boolean {
  return body.length <= handshakeBodyLimit && body.includes(String(value));
}

function answer(
  handshake: Handshake,
  request: WebhookRequest,
  asked: Asked,
  secrets: readonly SigningSecret[],
): HandshakeAnswered | Rejected {
  const secret = secrets.find(({ slot }) => slot === asked.slot) ?? secrets[0];
  if (secret === undefined) return { kind: 'rejected', reason: 'secrets-unavailable' };
  if (!isTokenRight(handshake, request, secrets)) return refused;
  const content = contentOf(handshake, request, asked.json, secret);
  return content === undefined
    ? refused
    : {
        kind: 'answered',
        handshake: handshake.name,
        ...(asked.slot !== undefined && { slot: asked.slot }),
        ...content,
      };
}

const refused: Rejected = { kind: 'rejected', reason: 'handshake-refused' };

function isTokenRight(
  { verifyTokenParameter }: Handshake,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
): boolean {
  if (verifyTokenParameter === undefined) return true;
  return isVerifyToken(lastValue(request, verifyTokenParameter) ?? '', secrets);
}

type Content = Pick<HandshakeAnswered, 'status' | 'headers' | 'body'>;

function contentOf(
  { answer, asks }: Handshake,
  request: WebhookRequest,
  json: unknown,
  secret: SigningSecret,
): Content | undefined {
  if (answer.kind === 'fixed') return fixed(answer);
  if (answer.kind === 'stored') return undefined;
  const challenge =
    answer.kind === 'echo-header'
      ? request.headers['header' in asks ? asks.header : '']
      : read(answer.challenge, request, json);
  if (challenge === undefined || !isToken(challenge)) return undefined;
  if (answer.kind === 'echo-header') return echoHeader(asks, challenge);
  if (answer.kind === 'echo') return { status: 200, headers: plainText, body: challenge };
  return asJson(
    answer.kind === 'sign' ? signed(answer, challenge, secret) : { [answer.field]: challenge },
  );
}

function read(challenge: Challenge, request: WebhookRequest, json: unknown): string | undefined {
  if ('query' in challenge) return lastValue(request, challenge.query);
  const value = fieldOf(json, challenge.json);
  return typeof value === 'string' ? value : undefined;
}

function signed(
  answer: Extract<HandshakeAnswer, { kind: 'sign' }>,
  challenge: string,
  secret: SigningSecret,
): Readonly<Record<string, string>> {
  const digest = createHmac('sha256', secret.value).update(challenge).digest(answer.encoding);
  return {
    ...(answer.challengeField === undefined ? {} : { [answer.challengeField]: challenge }),
    [answer.signatureField]: (answer.prefix ?? '') + digest,
  };
}

// A browser must never treat an echo as a page.
const noSniff = { 'x-content-type-options': 'nosniff' };
const plainText = { 'content-type': 'text/plain; charset=utf-8', ...noSniff };

function asJson(content: object): Content {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...noSniff },
    body: JSON.stringify(content),
  };
}

function fixed(answer: Extract<HandshakeAnswer, { kind: 'fixed' }>): Content {
  if (answer.json === undefined) return { status: answer.status, headers: {}, body: '' };
  return { ...asJson(answer.json), status: answer.status };
}

function echoHeader(asks: Handshake['asks'], value: string): Content {
  const name = 'header' in asks ? asks.header : '';
  return { status: 200, headers: { [name]: value }, body: '' };
}
