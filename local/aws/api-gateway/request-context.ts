import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  formatTraceHeader,
  newSegmentId,
  newTraceRoot,
  parseTraceHeader,
} from '../lambda/trace-header.ts';
import { randomHex } from '../random-hex.ts';
import type { RouteMatch } from './match-route.ts';

/** What the gateway knows about a request before it reads the body. */
export interface RequestContext {
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly received: number;
  readonly method: string;
  /** Without the stage, percent-encoded as it was sent. `undefined` outside of the stage. */
  readonly path: string | undefined;
  readonly fullPath: string;
  readonly query: URLSearchParams;
  /** As it was sent, without the question mark. */
  readonly rawQuery: string;
  readonly accept: string | undefined;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  /** The header that the function sees: the caller's, else a new root. */
  readonly traceHeader: string;
  /** The same trace with this request's sampling decision: what Lambda gets. */
  readonly invocationTrace: string;
  match: RouteMatch | undefined;
  /** The claims of the token that the authorizer accepted. */
  claims?: Readonly<Record<string, string>>;
}

/** Whether X-Ray records a request that its sender did not decide on. */
export type ShouldSample = (request: IncomingMessage, now: number) => boolean;

export function createRequestReader(
  stage: string,
): (request: IncomingMessage, shouldSample: ShouldSample) => RequestContext {
  const prefix = `/${stage}`;
  return (request, shouldSample) => {
    const received = Date.now();
    const [fullPath, query] = splitUrl(request.url ?? '/');
    return {
      requestId: randomUUID(),
      extendedRequestId: Buffer.from(randomHex(11), 'hex').toString('base64'),
      received,
      method: methodOf(request),
      path: withoutStage(fullPath, prefix),
      fullPath,
      rawQuery: query,
      // A semicolon splits as an ampersand does.
      query: new URLSearchParams(query.replaceAll(';', '&')),
      accept: request.headers.accept,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: request.headers['user-agent'],
      ...readTrace(request, received, shouldSample),
      match: undefined,
    };
  };
}

function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** The header overrides the method: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
function methodOf({ method = 'GET', headers }: IncomingMessage): string {
  const override = headers['x-http-method-override'];
  return typeof override === 'string' && override !== '' ? override.toUpperCase() : method;
}

/** Any number of slashes behind the stage are one. */
function withoutStage(path: string, prefix: string): string | undefined {
  if (path === prefix) return '/';
  if (!path.startsWith(`${prefix}/`)) return undefined;
  return path.slice(prefix.length).replace(/^\/+/, '/');
}

function readTrace(
  request: IncomingMessage,
  now: number,
  shouldSample: ShouldSample,
): Pick<RequestContext, 'traceHeader' | 'invocationTrace'> {
  const given = request.headers['x-amzn-trace-id'];
  const caller = typeof given === 'string' ? parseTraceHeader(given) : undefined;
  const root = caller?.root ?? newTraceRoot(now);
  return {
    traceHeader: caller === undefined ? `Root=${root}` : String(given),
    invocationTrace: formatTraceHeader({
      root,
      parent: newSegmentId(),
      isSampled: caller?.isSampled ?? shouldSample(request, now),
    }),
  };
}
