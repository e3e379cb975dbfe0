import type { InvocationOutcome, InvokeFunction } from '../lambda/invocation.ts';
import type { Route } from './api-settings.ts';
import type { RefusalType } from './gateway-refusal.ts';
import { type ProxyResponse, readProxyResponse } from './proxy-response.ts';

export type IntegrationOutcome =
  | { readonly kind: 'answered'; readonly response: ProxyResponse }
  | { readonly kind: 'refused'; readonly type: RefusalType };

/**
 * Every failure of the function is the gateway's own 502, and of Lambda its own 500: the caller never sees the
 * function's error. https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#services-apigateway-errors
 */
const refusalOf = {
  error: 'INTEGRATION_FAILURE',
  timeout: 'INTEGRATION_FAILURE',
  crash: 'INTEGRATION_FAILURE',
  throttled: 'API_CONFIGURATION_ERROR',
  denied: 'API_CONFIGURATION_ERROR',
  'request-too-large': 'REQUEST_TOO_LARGE',
} as const satisfies Record<Exclude<InvocationOutcome['kind'], 'success'>, RefusalType>;

interface Integration {
  readonly route: Route;
  readonly invoke: InvokeFunction;
  /** Whether the caller hung up. API Gateway calls the function all the same; here it may not have begun yet. */
  readonly isHungUp: () => boolean;
  /** The caller takes no binary type: a base64 body stays as it is. */
  readonly isTextWanted: boolean;
}

/** Calls the function of a route and reads its answer. The function runs on when the gateway's time is up, if it has begun. */
export async function integrate(
  { route, invoke, isHungUp, isTextWanted }: Integration,
  payload: string,
  traceHeader: string,
): Promise<IntegrationOutcome> {
  const { promise: timeout, resolve } = Promise.withResolvers<'timed-out'>();
  let isOver = false;
  const giveUp = () => {
    isOver = true;
    resolve('timed-out');
  };
  const timer = setTimeout(giveUp, route.timeoutMs);
  const alias = route.alias === undefined ? {} : { alias: route.alias };
  const isAbandoned = () => isOver || isHungUp();
  const invoked = invoke({ payload, traceHeader, isAbandoned, ...alias });
  const outcome = await Promise.race([invoked, timeout]);
  clearTimeout(timer);
  if (outcome === 'timed-out') return { kind: 'refused', type: 'INTEGRATION_TIMEOUT' };
  if (outcome.kind !== 'success') return { kind: 'refused', type: refusalOf[outcome.kind] };
  const response = readProxyResponse(outcome.payload, isTextWanted);
  return response === undefined
    ? { kind: 'refused', type: 'INTEGRATION_FAILURE' }
    : { kind: 'answered', response };
}
