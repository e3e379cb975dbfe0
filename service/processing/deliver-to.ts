import type { Envelope } from '../webhook/envelope.ts';
import type { DeliveryHistory, Settled } from '../webhook/settled.ts';
import type { CircuitBreakers } from './circuit-breakers.ts';
import { deadLetterOf, permanentReason, type SendDeadLetter } from './dead-letter.ts';
import type { Deliver, Delivery } from './delivery.ts';

/** One webhook's way to one destination. */
export interface Leg {
  readonly destination: string;
  readonly deliver: Deliver;
  /** As the destination is to get it. */
  readonly delivery: Delivery;
  /** Those of one batch that have the same are delivered one after the other. */
  readonly orderKey?: string | undefined;
}

/** See `aws/deliver-once.ts`. */
export type DeliverOnce = (
  key: string,
  work: (history: DeliveryHistory) => Promise<Settled>,
) => Promise<Settled & { readonly isRemembered: boolean }>;

export interface DeliverToPorts {
  readonly deliverOnce: DeliverOnce;
  readonly sendDeadLetter: SendDeadLetter;
  readonly circuits: Pick<CircuitBreakers, 'check' | 'run'>;
  /** Told of each permanent failure, before its dead letter is sent. */
  readonly onPermanent: (leg: Leg, error: Error) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Message {
  readonly envelope: Envelope;
  readonly messageId: string;
}

/** Settles one destination of a webhook; throws where another attempt may help. */
export type DeliverTo = (
  leg: Leg,
  message: Message,
) => Promise<Settled & { readonly isRemembered: boolean }>;

/**
 * Delivers once. What can never be delivered becomes a dead letter at once, and only then is it settled: killed
 * in between, it would leave two letters rather than none.
 */
export function createDeliverTo(ports: DeliverToPorts): DeliverTo {
  return async (leg, { envelope, messageId }) => {
    const { trackingId } = envelope;
    const settle = (rest: Pick<Settled, 'outcome' | 'reason'>): Settled => ({
      ...rest,
      messageId,
      settledAt: ports.now(),
      ...(trackingId === undefined ? {} : { trackingId }),
    });
    await ports.circuits.check(leg.destination);
    return ports.deliverOnce(deliveryKey(envelope, leg.destination), async (history) => {
      try {
        await ports.circuits.run(leg.destination, () => leg.deliver(leg.delivery));
        return settle({ outcome: 'delivered' });
      } catch (error) {
        const reason = permanentReason(error);
        if (reason === undefined) throw error;
        ports.onPermanent(leg, error as Error);
        const lastError = (error as Error).message;
        await ports.sendDeadLetter(
          deadLetterOf(envelope, leg.destination, messageId, {
            reason,
            attempts: history.attempts + 1,
            firstError: history.firstError ?? lastError,
            lastError,
          }),
        );
        return settle({ outcome: 'dead-lettered', reason });
      }
    });
  };
}

/**
 * What is delivered once: source, destination and nonce hold no slash, so that a delivery id, which is the
 * sender's choice, can't be made to look like another key.
 */
export function deliveryKey(
  { source, deliveryId, nonce = '' }: Pick<Envelope, 'source' | 'deliveryId' | 'nonce'>,
  destination: string,
): string {
  return `${source}/${destination}/${nonce}/${deliveryId}`;
}
