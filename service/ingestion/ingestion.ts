import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Line, OpenLine } from '../telemetry/line.ts';
import type { Tracing } from '../telemetry/tracer.ts';
import type { WebhookRequest } from '../webhook/request.ts';
import { isFailureOfOurs, statusOf } from '../webhook/status-policy.ts';
import { toRequest, toResponse } from './http.ts';
import type { RequestMarks } from './message-for.ts';
import type { Accepted, Answered, Outcome, Refused } from './outcome.ts';
import type { ReceiveEvent } from './receive-event.ts';
import type { ReceiveWebhook } from './receive-webhook.ts';

export interface IngestionPorts {
  readonly receiveWebhook: ReceiveWebhook;
  /** Absent where the configuration has no `events`. */
  readonly receiveEvent?: ReceiveEvent | undefined;
  readonly openLine: OpenLine;
  readonly tracing: Pick<Tracing, 'annotate'>;
  /** The trace of this invocation. Lambda sets it for each one. */
  readonly traceHeader: () => string | undefined;
}

/** HTTP in, outcome, HTTP out; each outcome is logged and counted in one line, and put on the trace. */
export function createIngestion(ports: IngestionPorts) {
  return async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const line = ports.openLine();
    const request = toRequest(event);
    const trackingId = trackingIdOf(event, request);
    const outcome = await receive(ports, event, request, {
      trackingId,
      trace: ports.traceHeader(),
      requestTime: event.requestContext.requestTimeEpoch,
    });
    report({ line, tracing: ports.tracing }, outcome, { trackingId, bytes: request.body.length });
    return toResponse(outcome, trackingId);
  };
}

/**
 * The gateway's id of the request, but only if the caller did not choose it. A caller's id may not be a valid id,
 * which would make the message unreadable. Or it may be the id of another request, and then the message would pass
 * for a copy that we made ourselves.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
 */
function trackingIdOf({ requestContext }: APIGatewayProxyEvent, request: WebhookRequest): string {
  const { requestId } = requestContext;
  const isChosen = request.headers['x-amzn-requestid'] !== undefined;
  return !isChosen && /^[A-Za-z0-9-]{1,64}$/.test(requestId) ? requestId : randomUUID();
}

/** `resource` comes from the gateway's template, so no path can pretend to be another one. */
function receive(
  ports: IngestionPorts,
  event: APIGatewayProxyEvent,
  request: WebhookRequest,
  marks: RequestMarks,
): Promise<Outcome> {
  if (ports.receiveEvent && event.resource === '/events') {
    return ports.receiveEvent(event.requestContext.authorizer?.claims, request, marks);
  }
  return ports.receiveWebhook(sourceOf(event), request, marks);
}

/**
 * The path has the name as it was sent. The gateway decodes its parameter: by that, `/webhooks/%61` would be the source
 * `a`, but through the resource that all sources share, and so without the source's own limit. A trailing slash is ignored.
 */
function sourceOf({ path }: APIGatewayProxyEvent): string {
  const whole = path.endsWith('/') ? path.slice(0, -1) : path;
  return whole.slice(whole.lastIndexOf('/') + 1);
}

interface Reporters extends Pick<IngestionPorts, 'tracing'> {
  readonly line: Line;
}

interface RequestFacts {
  readonly trackingId: string;
  /** The size of the request's body. */
  readonly bytes: number;
}

function report(reporters: Reporters, outcome: Outcome, facts: RequestFacts): void {
  if (outcome.kind === 'accepted') reportAccepted(reporters, outcome, facts);
  else if (outcome.kind === 'rejected') reportRefused(reporters, outcome, facts);
  else reportAnswered(reporters, outcome, facts);
}

function reportAccepted(
  { line, tracing }: Reporters,
  accepted: Accepted,
  { trackingId }: RequestFacts,
) {
  const { source, deliveryId, type, guessed, slot, client, bytes } = accepted;
  line.count('WebhookAccepted', { source });
  if (guessed.length > 0) line.count('IdentityGuessed', { source });
  // Only for other slots: an old secret can go once this metric stays silent.
  if (slot !== undefined && slot !== 'current') line.count('OldSecretUsed', { source, slot });
  tracing.annotate({ source, deliveryId });
  const details = { source, deliveryId, type, slot, client, bytes, trackingId };
  line.end('info', 'webhook accepted', {
    ...details,
    ...(guessed.length === 0 ? {} : { guessed }),
    outcome: 'accepted',
  });
}

function reportAnswered({ line }: Reporters, answered: Answered, facts: RequestFacts): void {
  const { source, handshake, slot } = answered;
  // What anybody can ask tells nothing of the sender.
  if (slot !== undefined) line.count('HandshakeAnswered', { source });
  line.end('info', 'handshake answered', { source, handshake, ...facts, outcome: 'answered' });
}

function reportRefused({ line, tracing }: Reporters, refused: Refused, facts: RequestFacts): void {
  const { source, sender, reason, explanation, cause } = refused;
  const isOurs = isFailureOfOurs(reason);
  line.count(isOurs ? 'IntakeFailed' : 'WebhookRejected', { source, reason });
  if (explanation) line.count('RejectionExplained', { explanation });
  tracing.annotate({ source, reason });
  const { status } = statusOf(reason, sender);
  const details = { source, status, reason, explanation, ...facts };
  if (isOurs) {
    const failed = { ...details, ...(cause !== undefined && { error: cause }), outcome: 'failed' };
    line.end('error', 'webhook refused by a failure of ours', failed);
  } else line.end('warn', 'webhook rejected', { ...details, outcome: 'rejected' });
}
