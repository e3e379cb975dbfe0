import { Tracer } from '@aws-lambda-powertools/tracer';
import type { AwsAnswer, AwsCall } from './aws-call.ts';
import { reuseEmitterSocket } from './xray/reuse-emitter-socket.ts';
import { addAnnotations, closing, describeCall, traceHeader } from './xray/subsegments.ts';

type Annotations = Readonly<Record<string, string>>;

/**
 * The only module that knows X-Ray. The X-Ray SDK has been in maintenance mode since February 2026. Its successor
 * (OpenTelemetry) has to offer these three functions and nothing else.
 */
export interface Tracing {
  /** Records a call as a subsegment. The argument of `send` goes with the call as `X-Amzn-Trace-Id`. */
  captureCall<Output extends AwsAnswer>(
    call: AwsCall,
    send: (traceHeader: string | undefined) => Promise<Output>,
  ): Promise<Output>;
  /** Runs `work` in a subsegment. Annotations are indexed by X-Ray: `annotation.deliveryId = "…"`. */
  capture<Result>(
    name: string,
    annotations: Annotations,
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** Adds to the subsegment that is currently open. */
  annotate(annotations: Annotations): void;
}

/** Collects nothing for a request that X-Ray does not sample, since nothing of it would be sent. */
export function createTracing(): Tracing {
  // Its own capture of outgoing HTTP keeps one "current" segment, and parallel deliveries would mix it up.
  const tracer = new Tracer({ captureHTTPsRequests: false });
  reuseEmitterSocket();
  const current = () => (tracer.isTracingEnabled() ? tracer.getSegment() : undefined);

  return {
    annotate(annotations) {
      const segment = current();
      if (segment && 'segment' in segment) addAnnotations(segment, annotations);
    },
    async capture<Result>(name: string, annotations: Annotations, work: () => Promise<Result>) {
      const parent = current();
      if (!parent || parent.notTraced) return work();
      return (await tracer.provider.captureAsyncFunc(name, async (subsegment) => {
        if (!subsegment) return work();
        addAnnotations(subsegment, annotations);
        return closing(subsegment, work);
      })) as Result;
    },
    captureCall(call, send) {
      const parent = current();
      if (!parent) return send(undefined);
      if (parent.notTraced) return send(traceHeader(parent, parent.id));
      const subsegment = parent.addNewSubsegment(call.service);
      subsegment.addAttribute('namespace', 'aws');
      return closing(subsegment, async () => {
        try {
          const answer = await send(traceHeader(parent, subsegment.id));
          describeCall(subsegment, call, answer);
          return answer;
        } catch (error) {
          describeCall(subsegment, call, Object(error) as AwsAnswer);
          throw error;
        }
      });
    },
  };
}
