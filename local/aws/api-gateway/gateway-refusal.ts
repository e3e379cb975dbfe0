import type { ApiSettings } from './api-settings.ts';
import { type ContextValues, fillTemplate } from './context-values.ts';
import type { ProxyResponse } from './proxy-response.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const refusals = {
  /** No type of its own: what the gateway can't read at all. */
  BAD_REQUEST: { status: 400, message: 'Bad Request', error: 'BadRequestException' },
  URI_TOO_LONG: { status: 414, message: 'URI Too Long', error: 'RequestUriTooLongException' },
  FORBIDDEN: { status: 403, message: 'Forbidden', error: 'ForbiddenException' },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    error: 'MissingAuthenticationTokenException',
  },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', error: 'UnauthorizedException' },
  TOKEN_EXPIRED: {
    status: 401,
    message: 'The incoming token has expired',
    error: 'UnauthorizedException',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    message: 'Request Too Long',
    error: 'RequestEntityTooLargeException',
  },
  THROTTLED: { status: 429, message: 'Too Many Requests', error: 'TooManyRequestsException' },
  /** Lambda refused the invocation. */
  API_CONFIGURATION_ERROR: {
    status: 500,
    message: 'Internal server error',
    error: 'InternalServerErrorException',
  },
  /** The function failed, or its answer is malformed. */
  INTEGRATION_FAILURE: {
    status: 502,
    message: 'Internal server error',
    error: 'InternalServerErrorException',
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    error: 'InternalServerErrorException',
  },
} as const;

export type RefusalType = keyof typeof refusals;

/** The response type by AWS's name; an expired token differs in its message only. */
const responseTypes: Readonly<Partial<Record<RefusalType, string>>> = {
  BAD_REQUEST: 'DEFAULT_4XX',
  TOKEN_EXPIRED: 'UNAUTHORIZED',
  URI_TOO_LONG: 'DEFAULT_4XX',
};

function responseType(type: RefusalType): string {
  return responseTypes[type] ?? type;
}

/** The values that the access log's template calls `$context.error.…` */
export function describeRefusal(type: RefusalType): ContextValues {
  const { message } = refusals[type];
  return {
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': responseType(type),
  };
}

/** Whether the template gives this refusal another status than API Gateway does by itself. */
export function isStatusModified(settings: ApiSettings, type: RefusalType): boolean {
  const { status } = refusals[type];
  return (shapeOf(settings, type)?.status ?? status) !== status;
}

/**
 * An answer of the gateway's own, as the template's `AWS::ApiGateway::GatewayResponse` shapes it: the one for
 * this type, else the default for its class, else what API Gateway says by itself.
 */
export function refuse(
  settings: ApiSettings,
  type: RefusalType,
  context: ContextValues,
): ProxyResponse {
  const { status, error } = refusals[type];
  const shape = shapeOf(settings, type);
  const values = { ...context, ...describeRefusal(type) };
  const template = shape?.template ?? '{"message":$context.error.messageString}';
  return {
    status: shape?.status ?? status,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-ErrorType': error,
      ...shape?.headers,
    },
    body: Buffer.from(fillTemplate(template, values)),
  };
}

/** No template changes a 413: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
function shapeOf({ gatewayResponses }: ApiSettings, type: RefusalType) {
  if (type === 'REQUEST_TOO_LARGE') return undefined;
  const { status } = refusals[type];
  return (
    gatewayResponses[responseType(type)] ??
    gatewayResponses[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX']
  );
}
