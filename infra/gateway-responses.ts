import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

export interface Refusal {
  readonly type: ResponseType;
  readonly status: number;
  readonly reason: string;
  readonly title: string;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const notFound = {
  status: 404,
  reason: 'not-found',
  title: 'Not Found',
  detail: 'There is nothing here. Webhooks are sent to /webhooks/{source}.',
} as const;

// Not 429, because GitLab, Bitbucket and Zoom take it as final.
const tooMany = {
  status: 503,
  reason: 'rate-limited',
  title: 'Service Unavailable',
  detail: 'Requests arrive faster than this service takes them. Please send it again.',
  retryAfterSeconds: 1,
} as const;

/**
 * The answers that API Gateway gives itself, before our code or in its place, in the same form as our code's
 * answers. Everything temporary is a 503, even a throttle, so that no sender takes it as a final refusal.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const refusals: Readonly<Record<string, Refusal>> = {
  // An unknown path. API Gateway treats it as a request that was not signed.
  MissingAuthenticationToken: { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, ...notFound },
  ResourceNotFound: { type: ResponseType.RESOURCE_NOT_FOUND, ...notFound },
  // AWS answers 413 in words of its own; without this entry the type would fall to DEFAULT_4XX.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  RequestTooLarge: {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    reason: 'body-too-large',
    title: 'Content Too Large',
    detail: 'The webhook is larger than this service takes.',
  },
  Throttled: { type: ResponseType.THROTTLED, ...tooMany },
  QuotaExceeded: { type: ResponseType.QUOTA_EXCEEDED, ...tooMany },
  WafFiltered: { type: ResponseType.WAF_FILTERED, ...tooMany },
  Default4xx: {
    type: ResponseType.DEFAULT_4XX,
    status: 400,
    reason: 'bad-request',
    title: 'Bad Request',
    detail: 'The request is malformed.',
  },
  Default5xx: {
    type: ResponseType.DEFAULT_5XX,
    status: 503,
    reason: 'internal-error',
    title: 'Service Unavailable',
    detail: 'The webhook was not stored. Please send it again.',
    retryAfterSeconds: 10,
  },
};

export function addGatewayResponses(api: RestApi): void {
  addRefusals(api, refusals);
}

/** Adds answers of the gateway, by construct id. */
export function addRefusals(api: RestApi, added: Readonly<Record<string, Refusal>>): void {
  for (const [id, refusal] of Object.entries(added)) {
    const { type, status, reason, title, detail, retryAfterSeconds, headers = {} } = refusal;
    api.addGatewayResponse(id, {
      type,
      statusCode: String(status),
      responseHeaders: {
        'Content-Type': "'application/problem+json'",
        ...(retryAfterSeconds && { 'Retry-After': `'${retryAfterSeconds}'` }),
        ...quoted(headers),
      },
      templates: {
        'application/json': JSON.stringify({
          type: `urn:spillway:rejection:${reason}`,
          title,
          status,
          detail,
          trackingId: '$context.requestId',
        }),
      },
    });
  }
}

/** A fixed value is written in single quotes here. */
function quoted(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}
