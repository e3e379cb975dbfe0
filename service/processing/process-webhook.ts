import { type DeadLetterReason, SeveralFailedError } from '../errors.ts';
import type { Tracing } from '../telemetry/tracer.ts';
import { type BodyReference, decodeBody } from '../webhook/envelope.ts';
import type { Settled } from '../webhook/settled.ts';
import { type ArchivePorts, archiveBeside } from './archive-beside.ts';
import { type DeliverToPorts, deliverTo, type Leg, type Message } from './deliver-to.ts';
import type { Delivery } from './delivery.ts';
import type { Filtered, RouteWebhook } from './route-webhook.ts';

export interface WebhookPorts extends DeliverToPorts, ArchivePorts {
  readonly routeWebhook: RouteWebhook;
  /** Fetches a body that was too large for the queue, and checks that it is the stored one. */
  readonly fetchBody: (reference: BodyReference) => Promise<Buffer>;
  readonly tracing: Pick<Tracing, 'capture'>;
}

/** How a webhook ended; each is counted. */
export type Processed =
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'processed'; readonly delivered: readonly DeliveredTo[] }
  | {
      readonly kind: 'dead-lettered';
      readonly reason: DeadLetterReason;
      /** The others. */
      readonly delivered: readonly DeliveredTo[];
    }
  | Filtered
  /** A second copy that we made of one webhook. The webhook is counted with the other copy. */
  | { readonly kind: 'leftover' };

export interface DeliveredTo {
  readonly destination: string;
  /** Milliseconds since 1970. */
  readonly settledAt: number;
}

/**
 * One webhook's way from the queue: archive in parallel; route → deliver to each destination, once → outcome.
 *
 * @throws the failure of a destination that is not settled, or a SeveralFailedError
 */
export async function processWebhook(ports: WebhookPorts, message: Message): Promise<Processed> {
  return archiveBeside(ports, message.envelope, deliver(ports, message));
}

async function deliver(ports: WebhookPorts, message: Message): Promise<Processed> {
  const { deliveryId, source, type, receivedAt, contentType, headers } = message.envelope;
  const { bodyRef, to } = message.envelope;
  const body = bodyRef ? await ports.fetchBody(bodyRef) : decodeBody(message.envelope);
  const webhook: Delivery = { deliveryId, source, type, receivedAt, contentType, headers, body };
  const routed = await ports.routeWebhook(webhook, to);
  if (routed.kind === 'filtered') return routed;
  const settled = await allOf(routed.legs.map((leg) => settleLeg(ports, leg, message)));
  return outcomeOf(settled, message);
}

interface SettledLeg extends Settled {
  readonly destination: string;
  readonly isRemembered: boolean;
}

/**
 * In a subsegment that names the destination only: the webhook's own, around it, has its id and source, and X-Ray
 * indexes 50 annotations of a trace, which a whole batch shares.
 *
 * @throws as `deliverTo` does, after it has noted the destination
 */
async function settleLeg(ports: WebhookPorts, leg: Leg, message: Message): Promise<SettledLeg> {
  const { destination } = leg;
  try {
    const settled = await ports.tracing.capture('## delivery', { destination }, () =>
      deliverTo(ports, leg, message),
    );
    return { destination, ...settled };
  } catch (error) {
    message.failedAt.push(destination);
    throw error;
  }
}

/**
 * The message that settled the last destination counts the webhook. If that was this very message, its function was
 * killed before it could count. If it was another copy of this message, there is nothing left to count. Otherwise
 * it is a repetition.
 */
function outcomeOf(
  settled: readonly SettledLeg[],
  { messageId, envelope: { trackingId = messageId } }: Message,
): Processed {
  const last = settled.reduce((a, b) => (b.settledAt > a.settledAt ? b : a));
  if (settled.every(({ isRemembered }) => isRemembered) && last.messageId !== messageId) {
    return { kind: (last.trackingId ?? last.messageId) === trackingId ? 'leftover' : 'duplicate' };
  }
  const delivered = settled.filter(({ outcome }) => outcome === 'delivered');
  const dead = settled.find(({ outcome }) => outcome === 'dead-lettered');
  return dead
    ? { kind: 'dead-lettered', reason: dead.reason ?? 'permanent', delivered }
    : { kind: 'processed', delivered };
}

/** Waits for all of them, so that none is cut off half way, and only then fails. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(work);
  const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 1) throw new SeveralFailedError(failures);
  if (failures.length === 1) throw failures[0];
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
