import { type DeadLetterReason, isUntried, TooLittleTimeError } from '../errors.ts';
import type { Envelope } from '../webhook/envelope.ts';
import type { DeliveryHistory, Settled } from '../webhook/settled.ts';
import { type Attempts, attemptsBefore, blameFor } from './attempts.ts';
import type { CircuitBreakers } from './circuit-breakers.ts';
import { deadLetterOf, permanentReason, type SendDeadLetter } from './dead-letter.ts';
import type { Deliver, Delivery } from './delivery.ts';

/** One webhook's way to one destination. */
export interface Leg {
  readonly destination: string;
  readonly deliver: Deliver;
  /** The longest that it takes. */
  readonly limitSeconds: number;
  /** As the destination is to get it. */
  readonly delivery: Delivery;
}

/** A webhook as SQS handed it out. */
export interface Message {
  readonly envelope: Envelope;
  /** Stays the same however often the message is received. */
  readonly messageId: string;
  /** `ApproximateReceiveCount`, this receive included. */
  readonly receiveCount: number;
  /** Milliseconds until Lambda ends the invocation. */
  readonly timeLeftMs: () => number;
  /** What that was when the work on this webhook began. */
  readonly timeAtStartMs: number;
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
  /** After so many failures, by who is charged for them, a delivery becomes a dead letter. */
  readonly attemptLimits: Attempts;
  /** What it takes at most to note how a delivery ended. */
  readonly settleSeconds: number;
  /** Told of each delivery that comes to a bad end, before its dead letter is sent. */
  readonly onDeadLetter: (leg: Leg, reason: DeadLetterReason, error: Error) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Settles one destination of a webhook: is there time? → does the destination rest? → claim → deliver → settle. What can
 * never be delivered, or failed too often, becomes a dead letter, and only then is it settled: killed in between, it
 * would leave two letters rather than none.
 *
 * @throws where another attempt may help
 */
export async function deliverTo(
  ports: DeliverToPorts,
  leg: Leg,
  message: Message,
): Promise<Settled & { readonly isRemembered: boolean }> {
  refuseTooLate(ports, leg, message);
  await ports.circuits.check(leg.destination);
  return ports.deliverOnce(deliveryKey(message.envelope, leg.destination), async (history) => {
    refuseTooLate(ports, leg, message); // claiming may have taken long
    return settle(ports, leg, message, history);
  });
}

/** One attempt, whose claim is held. */
async function settle(
  ports: DeliverToPorts,
  leg: Leg,
  message: Message,
  history: DeliveryHistory,
): Promise<Settled> {
  try {
    await ports.circuits.run(leg.destination, () => leg.deliver(leg.delivery));
    return settled(ports, message, { outcome: 'delivered' });
  } catch (error) {
    const reason = endOf(ports, message, error);
    if (reason === undefined) throw error;
    await bury(ports, leg, message, { reason, error: error as Error, history });
    return settled(ports, message, { outcome: 'dead-lettered', reason });
  }
}

/**
 * A delivery that Lambda would cut off is not begun: the destination might have taken it. Where the webhook itself used
 * the time up, with a slow transform or a slow store, it failed; else it only came late in its batch.
 */
function refuseTooLate(
  { settleSeconds }: DeliverToPorts,
  { destination, limitSeconds }: Leg,
  { timeLeftMs, timeAtStartMs }: Message,
): void {
  const neededMs = (limitSeconds + settleSeconds) * 1000;
  if (timeLeftMs() >= neededMs) return;
  if (timeAtStartMs < neededMs) throw new TooLittleTimeError(destination);
  throw new Error(`Routing and claiming left too little time to deliver to ${destination}`);
}

/** Why the delivery ends with this failure; `undefined` where it is to be tried again. */
function endOf(
  { attemptLimits }: DeliverToPorts,
  { envelope, receiveCount }: Message,
  error: unknown,
): DeadLetterReason | undefined {
  const permanent = permanentReason(error);
  if (permanent !== undefined || isUntried(error)) return permanent;
  const blame = blameFor(error);
  const attempts = attemptsBefore(envelope, receiveCount, blame)[blame] + 1;
  return attempts >= attemptLimits[blame] ? 'exhausted' : undefined;
}

async function bury(
  { sendDeadLetter, onDeadLetter }: DeliverToPorts,
  leg: Leg,
  { envelope, messageId }: Message,
  { reason, error, history }: { reason: DeadLetterReason; error: Error; history: DeliveryHistory },
): Promise<void> {
  onDeadLetter(leg, reason, error);
  const lastError = String(Object(error).message ?? error);
  await sendDeadLetter(
    deadLetterOf(envelope, leg.destination, messageId, {
      reason,
      attempts: history.attempts + 1,
      firstError: history.firstError ?? lastError,
      lastError,
    }),
  );
}

function settled(
  { now }: DeliverToPorts,
  { envelope: { trackingId }, messageId }: Message,
  end: Pick<Settled, 'outcome' | 'reason'>,
): Settled {
  const request = trackingId === undefined ? {} : { trackingId };
  return { ...end, messageId, settledAt: now(), ...request };
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
