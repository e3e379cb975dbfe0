import type { ApiRequest, LambdaInvocation, PlatformEvent } from '../observer.ts';
import type { SegmentDocument } from './segment-document.ts';

/**
 * The segment that AWS itself sends for a request or an invocation which is sampled.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-services-lambda.html
 */
export function segmentOf(event: PlatformEvent): SegmentDocument | undefined {
  if (event.kind === 'lambda-invocation') return segmentFrom(event, event.durationMs, ofFunction);
  return event.kind === 'api-request' ? segmentFrom(event, event.latencyMs, ofStage) : undefined;
}

function segmentFrom<Event extends ApiRequest | LambdaInvocation>(
  event: Event,
  durationMs: number,
  describe: (event: Event) => object,
): SegmentDocument | undefined {
  const { segment, timestamp } = event;
  if (segment === undefined) return undefined;
  const { traceId, id, parentId } = segment;
  return {
    ...{ trace_id: traceId, id },
    ...(parentId === undefined ? {} : { parent_id: parentId }),
    start_time: (timestamp - durationMs) / 1000,
    end_time: timestamp / 1000,
    ...describe(event),
  };
}

function ofFunction({ functionName, outcome }: LambdaInvocation) {
  return {
    name: functionName,
    origin: 'AWS::Lambda::Function',
    ...(outcome === 'success' ? {} : { fault: true }),
  };
}

function ofStage({ apiName, stage, method, resource, status }: ApiRequest) {
  return {
    name: `${apiName}/${stage}`,
    origin: 'AWS::ApiGateway::Stage',
    http: { request: { method, url: resource }, response: { status } },
    ...(status >= 500 ? { fault: true } : {}),
    ...(status >= 400 && status < 500 ? { error: true } : {}),
  };
}
