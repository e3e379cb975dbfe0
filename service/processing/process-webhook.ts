import { type DeadLetterReason, SeveralFailedError } from '../errors.ts';
import { type BodyReference, decodeBody } from '../webhook/envelope.ts';
import type { Settled } from '../webhook/settled.ts';
import { type ArchivePorts, archiveBeside } from './archive-beside.ts';
import { type DeliverToPorts, deliverTo, type Message } from './deliver-to.ts';
import type { Delivery } from './delivery.ts';
import type { RouteWebhook } from './route-webhook.ts';

export interface WebhookPorts extends DeliverToPorts, ArchivePorts {
  readonly routeWebhook: RouteWebhook;
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

/**
 * The way of one webhook from the queue: archive beside, route → deliver to each, once → outcome.
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
  const settled = await allOf(routed.legs.map((leg) => deliverTo(ports, leg, message)));
  return outcomeOf(settled, message);
}

/**
 * Whoever settled the last destination counts the webhook. If that was this very message, its function was killed
 * before it could; another copy of this message leaves nothing to count; all else is a repetition.
 */
function outcomeOf(
  settled: readonly (Settled & { readonly isRemembered: boolean })[],
  { messageId, envelope: { trackingId = messageId } }: Message,
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

/** Waits for every one of them, so that none is cut off half way, and only then fails. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(work);
  const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 1) throw new SeveralFailedError(failures);
  if (failures.length === 1) throw failures[0];
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
