import { STATUS_CODES } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { allowedMethods } from '../webhook/allowed-methods.ts';
import type { RejectionReason } from '../webhook/rejection.ts';
import { createRequest, type WebhookRequest } from '../webhook/request.ts';
import { statusOf } from '../webhook/status-policy.ts';
import type { Accepted, Outcome, Refused } from './outcome.ts';

/**
 * Reads the request from API Gateway's REST proxy event:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function toRequest(event: APIGatewayProxyEvent): WebhookRequest {
  return createRequest({
    method: event.httpMethod,
    headers: event.multiValueHeaders,
    query: event.multiValueQueryStringParameters,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  });
}

const tryAgain = 'The webhook was not stored. Please send it again.';

/** Tells a caller only what it needs to fix its own request. */
const details = {
  'unknown-source': 'No source has this name.',
  'method-not-allowed': 'No webhook is sent by this method here.',
  'body-empty': 'The request has no body.',
  'body-malformed': 'The body is not what this sender sends.',
  'body-too-large': 'The webhook is larger than this service takes.',
  'signature-missing': 'The signature is missing.',
  'signature-malformed': 'The signature is not in the form that this sender uses.',
  'signature-mismatch': 'The signature does not match the body.',
  'timestamp-missing': 'The signed timestamp is missing.',
  'timestamp-malformed': 'The signed timestamp can not be read.',
  'timestamp-expired': 'The signed timestamp is too old.',
  'timestamp-in-future': 'The signed timestamp lies in the future.',
  'delivery-id-missing': 'The id that is signed is missing.',
  'handshake-refused': 'The handshake was refused.',
  'token-refused': 'The request has no token that allows it to send events.',
  'idempotency-key-missing':
    'The header Idempotency-Key is missing or malformed: 1 to 64 letters, digits or ._:@/+=-',
  'event-malformed':
    'An event is a JSON object: "type" is 1 to 128 letters, digits or ._:/-, "data" an object, "timestamp", if there, a date as in RFC 3339.',
  'rate-limited': 'This source sends faster than it is allowed to.',
  'queue-unavailable': tryAgain,
  'store-unavailable': tryAgain,
  'secrets-unavailable': tryAgain,
  'public-url-missing': tryAgain,
  'internal-error': tryAgain,
} as const satisfies Record<RejectionReason, string>;

/**
 * The answer: for an accepted webhook the sender's own kind of 2xx with the delivery id; for a handshake its
 * answer; otherwise problem details (RFC 9457) with an id to quote to the operator.
 */
export function toResponse(outcome: Outcome, trackingId: string): APIGatewayProxyResult {
  if (outcome.kind === 'accepted') return accepted(outcome);
  if (outcome.kind === 'rejected') return problem(outcome, trackingId);
  const { status, headers, body } = outcome;
  return { statusCode: status, headers: { ...headers }, body };
}

function accepted({ sender, deliveryId, status: statusCode }: Accepted): APIGatewayProxyResult {
  if (sender?.isAnswerEmpty || statusCode === 204) return { statusCode, body: '' };
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deliveryId }),
  };
}

function problem({ reason, sender }: Refused, trackingId: string): APIGatewayProxyResult {
  const { status, retryAfterSeconds } = statusOf(reason, sender);
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 405 && { allow: allowedMethods(sender ?? {}).join(', ') }),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({
      type: `urn:spillway:rejection:${reason}`,
      title: STATUS_CODES[status],
      status,
      detail: details[reason],
      trackingId,
    }),
  };
}
