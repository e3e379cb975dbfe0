import { type BodyReference, decodeBody, type Envelope } from '../webhook/envelope.ts';
import type { DeadLetterReason } from '../webhook/permanent-error.ts';
import type { Settled } from '../webhook/settled.ts';
import type { BatchOrder } from './batch-order.ts';
import { DestinationRestsError } from './circuit-breakers.ts';
import type { DeliverTo, Leg } from './deliver-to.ts';
import type { Delivery } from './delivery.ts';
import type { RouteWebhook } from './route-webhook.ts';

export interface ProcessWebhookPorts {
  readonly routeWebhook: RouteWebhook;
  readonly deliverTo: DeliverTo;
  /** Fetches a body that was too large for the queue, and checks that it is the one that was stored. */
  readonly fetchBody: (reference: BodyReference) => Promise<Buffer>;
}

/** How a webhook came to its end; each is counted. `filtered`: no route wanted it, and which one dropped it. */
export type Processed =
  | { readonly kind: 'processed' | 'duplicate' }
  | { readonly kind: 'dead-lettered'; readonly reason: DeadLetterReason }
  | { readonly kind: 'filtered'; readonly route: string }
  /** A second copy of ours of one webhook: what became of the webhook is counted with the other one. */
  | { readonly kind: 'leftover' };

/** @param messageId of the SQS message, which stays the same however often it is received */
export type ProcessWebhook = (
  envelope: Envelope,
  messageId: string,
  order: Pick<BatchOrder, 'startInOrder' | 'takeTurns'>,
) => Promise<Processed>;

/** The way of one webhook from the queue: route → deliver to each, once → outcome. */
export function createProcessWebhook(ports: ProcessWebhookPorts): ProcessWebhook {
  return async (envelope, messageId, order) => {
    const { deliveryId, source, type, receivedAt, contentType, headers } = envelope;
    const { bodyRef } = envelope;
    const body = bodyRef ? await ports.fetchBody(bodyRef) : decodeBody(envelope);
    const webhook: Delivery = { deliveryId, source, type, receivedAt, contentType, headers, body };
    const routed = await ports.routeWebhook(webhook, envelope.to);
    if (routed.kind === 'filtered') return routed;
    const deliver = (leg: Leg) =>
      order.takeTurns(leg.orderKey, () => ports.deliverTo(leg, { envelope, messageId }));
    const settled = await order.startInOrder(messageId, () => allOf(routed.legs.map(deliver)));
    return outcomeOf(settled, messageId, envelope.trackingId);
  };
}

/**
 * Whoever settled the last destination counts the webhook. If that was this very message, its function was killed
 * before it could; another copy of this message leaves nothing to count; all else is a repetition.
 */
function outcomeOf(
  settled: readonly (Settled & { readonly isRemembered: boolean })[],
  messageId: string,
  trackingId = messageId,
): Processed {
  const last = settled.reduce((a, b) => (b.settledAt > a.settledAt ? b : a));
  if (settled.every(({ isRemembered }) => isRemembered) && last.messageId !== messageId) {
    return { kind: (last.trackingId ?? last.messageId) === trackingId ? 'leftover' : 'duplicate' };
  }
  const dead = settled.find(({ outcome }) => outcome === 'dead-lettered');
  return dead
    ? { kind: 'dead-lettered', reason: dead.reason ?? 'permanent' }
    : { kind: 'processed' };
}

/**
 * Waits for every one of them, so that none is cut off half way, and only then fails with the first error: of a
 * destination that was tried, if there is one, since that has used up an attempt.
 */
async function allOf<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(work);
  const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const tried = failures.find((error) => !(error instanceof DestinationRestsError));
  if (failures.length > 0) throw tried ?? failures[0];
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
