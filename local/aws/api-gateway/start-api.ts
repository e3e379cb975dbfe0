import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AuthorizeToken } from '../cognito/authorize-token.ts';
import { closeServer, listen, readBody } from '../http/listen.ts';
import type { InvokeFunction } from '../lambda/invocation.ts';
import { sampledSegment } from '../lambda/trace-header.ts';
import { answeredToSender } from '../metering/sent-to-internet.ts';
import type { Observer } from '../observer.ts';
import type { ApiSettings, Route } from './api-settings.ts';
import { type ContextValues, contextValues, fillTemplate } from './context-values.ts';
import { describeRefusal, isStatusModified, type RefusalType, refuse } from './gateway-refusal.ts';
import { type IntegrationOutcome, integrate } from './integrate.ts';
import { createRouteMatcher, type MatchRoute, type RouteMatch } from './match-route.ts';
import { createProxyEvent, takesBinary } from './proxy-event.ts';
import type { ProxyResponse } from './proxy-response.ts';
import { refuseUrl } from './refuse-url.ts';
import { createRequestReader, type RequestContext } from './request-context.ts';
import { createStageSampler } from './stage-sampler.ts';
import { createTokenBucket } from './token-bucket.ts';

const bodyLimitBytes = 10_485_760;
/** The limit for the request line and all headers together. */
const headerLimitBytes = 10_240;
const keepAliveMs = 65_000;

export interface Api {
  /** `http://127.0.0.1:<port>/<stage>` */
  readonly endpoint: string;
  /** Answers by these from the next request on. Its stage stays. */
  deploy(deployed: DeployedApi): void;
  stop(): Promise<void>;
}

/** What a deployment says of an API. */
export interface DeployedApi {
  readonly settings: ApiSettings;
  readonly invoke: (route: Route, method: string) => InvokeFunction;
  /** For methods with an authorizer. */
  readonly authorizeToken: AuthorizeToken;
}

export interface ApiOptions extends DeployedApi {
  readonly observer: Observer;
  readonly port: number;
}

/** What happened to one request, for the access log and the metrics. */
interface Handled {
  readonly response: ProxyResponse;
  readonly refusal?: RefusalType;
  readonly integrationMs?: number;
}

/** A REST API with Lambda proxy integrations on 127.0.0.1: only what the template declares is there. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { stage } = options.settings;
  const readRequest = createRequestReader(stage);
  let deployed = serve(options, options.observer);
  const server = createServer(
    { maxHeaderSize: headerLimitBytes, keepAliveTimeout: keepAliveMs },
    async (request, response) => {
      const { settings, shouldSample, handle, report } = deployed;
      const context = readRequest(request, shouldSample);
      const began = performance.now();
      const handled = await handle(request, context).catch((): Handled => {
        const type = 'API_CONFIGURATION_ERROR';
        return {
          refusal: type,
          response: refuse(settings, type, contextValues(settings, context)),
        };
      });
      answer(response, context, handled.response);
      report(context, handled, performance.now() - began);
    },
  );
  const port = await listen(server, options.port);
  return {
    endpoint: `http://127.0.0.1:${port}/${stage}`,
    deploy(next) {
      deployed = serve(next, options.observer);
    },
    stop: () => closeServer(server),
  };
}

function serve(deployed: DeployedApi, observer: Observer) {
  const { settings } = deployed;
  return {
    settings,
    shouldSample: createStageSampler(settings),
    handle: createHandler(deployed),
    report: createReporter(settings, observer),
  };
}

function createHandler({ settings, invoke, authorizeToken }: DeployedApi) {
  const matchRoute = createRouteMatcher(settings.routes);
  const mayPass = createThrottle(settings);
  return async (request: IncomingMessage, context: RequestContext): Promise<Handled> => {
    const refused = createRefuser(settings, context);
    const body = await readBody(request, bodyLimitBytes);
    const match = find(settings, context, matchRoute);
    if (typeof match === 'string') return refused(match);
    context.match = match;
    if (!mayPass(match.route, context.method)) return refused('THROTTLED');
    const refusal = await authorize(authorizeToken, request, context, match.route);
    if (refusal !== undefined) return refused(refusal);
    if (body === undefined) return refused('REQUEST_TOO_LARGE');
    const payload = JSON.stringify(createProxyEvent(settings, request, context, match, body));
    const began = performance.now();
    const call = invoke(match.route, context.method);
    const outcome = await integrate(
      {
        ...{ route: match.route, invoke: call, isHungUp: () => request.socket.destroyed },
        isTextWanted: !takesBinary(settings, context.accept),
      },
      payload,
      context.invocationTrace,
    );
    return handledAs(outcome, performance.now() - began, refused);
  };
}

/** The declared method that a request is for. */
function find(
  settings: ApiSettings,
  context: RequestContext,
  matchRoute: MatchRoute,
): RouteMatch | RefusalType {
  const unfit = refuseUrl(settings, context);
  if (unfit !== undefined) return unfit;
  if (context.path === undefined) return 'FORBIDDEN';
  return matchRoute(context.method, context.path) ?? 'MISSING_AUTHENTICATION_TOKEN';
}

function handledAs(
  outcome: IntegrationOutcome,
  integrationMs: number,
  refused: ReturnType<typeof createRefuser>,
): Handled {
  return outcome.kind === 'answered'
    ? { response: outcome.response, integrationMs }
    : refused(outcome.type, integrationMs);
}

function createRefuser(settings: ApiSettings, context: RequestContext) {
  return (type: RefusalType, integrationMs?: number): Handled => ({
    refusal: type,
    response: refuse(settings, type, contextValues(settings, context)),
    ...(integrationMs === undefined ? {} : { integrationMs }),
  });
}

/** Leaves the claims in the context; webhooks, whose method has no authorizer, cost nothing here. */
async function authorize(
  authorizeToken: AuthorizeToken,
  request: IncomingMessage,
  context: RequestContext,
  { authorizer }: Route,
): Promise<RefusalType | undefined> {
  if (authorizer === undefined) return undefined;
  const authorization = await authorizeToken(authorizer, request.headers.authorization);
  if (authorization.kind === 'refused') {
    return authorization.isExpired ? 'TOKEN_EXPIRED' : 'UNAUTHORIZED';
  }
  context.claims = authorization.claims;
  return undefined;
}

/** A request needs a token of its method's bucket, or of the stage's where its method has none. */
function createThrottle({ throttle, routes }: ApiSettings) {
  const stage = throttle ? createTokenBucket(throttle) : () => true;
  const nameOf = ({ resourceId }: Route, method: string) => `${resourceId} ${method}`;
  const ofMethods = new Map(
    routes.flatMap((route) =>
      Object.entries(route.throttles ?? {}).map(
        ([method, limit]) => [nameOf(route, method), createTokenBucket(limit)] as const,
      ),
    ),
  );
  return (route: Route, method: string) => (ofMethods.get(nameOf(route, method)) ?? stage)();
}

function answer(response: ServerResponse, context: RequestContext, given: ProxyResponse): void {
  response.writeHead(given.status, {
    ...given.headers,
    'Content-Length': given.body.length,
    'x-amzn-RequestId': context.requestId,
    'x-amz-apigw-id': context.extendedRequestId,
    'X-Amzn-Trace-Id': /^Root=[^;]+/.exec(context.invocationTrace)?.[0] ?? '',
  });
  response.end(given.body);
}

function createReporter(settings: ApiSettings, observer: Observer) {
  return (context: RequestContext, handled: Handled, latencyMs: number): void => {
    const resource = context.match?.route.resourcePath;
    const { integrationMs } = handled;
    const timestamp = Date.now();
    observer.record({
      kind: 'api-request',
      timestamp,
      apiName: settings.apiName,
      stage: settings.stage,
      method: context.method,
      ...(resource === undefined ? {} : { resource }),
      hasMethodMetrics: settings.hasMethodMetrics ?? false,
      status: handled.response.status,
      isStatusModified:
        handled.refusal !== undefined && isStatusModified(settings, handled.refusal),
      latencyMs,
      ...sampledSegment(context.invocationTrace),
      ...(integrationMs === undefined ? {} : { integrationLatencyMs: integrationMs }),
    });
    observer.record(answeredToSender(handled.response.body));
    if (settings.accessLog === undefined) return;
    const { logGroup, format } = settings.accessLog;
    const message = fillTemplate(format, {
      ...contextValues(settings, context),
      ...outcomeValues(handled, latencyMs),
    });
    observer.log({ logGroup, logStream: settings.stage, timestamp, message });
  };
}

/** The values in `$context` once the answer is known. */
function outcomeValues(
  { response, refusal, integrationMs }: Handled,
  latencyMs: number,
): ContextValues {
  const integration =
    integrationMs === undefined
      ? {}
      : {
          integrationLatency: Math.round(integrationMs),
          'integration.latency': Math.round(integrationMs),
          'integration.status': 200,
        };
  return {
    ...(refusal === undefined ? {} : describeRefusal(refusal)),
    ...integration,
    status: response.status,
    responseLength: response.body.length,
    responseLatency: Math.round(latencyMs),
  };
}
