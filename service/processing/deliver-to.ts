import { type DeadLetterReason, isUntried, TooLittleTimeError } from '../errors.ts';
import { statusOf } from '../status-of.ts';
import type { Meter } from '../telemetry/metrics.ts';
import { deliveryKey } from '../webhook/delivery-key.ts';
import type { Envelope } from '../webhook/envelope.ts';
import type { DeliveryHistory, Settled } from '../webhook/settled.ts';
import { type Attempted, attempt } from './attempt.ts';
import { type Attempts, attemptsBefore, blameFor } from './attempts.ts';
import type { CircuitBreakers } from './circuit-breakers.ts';
import { deadLetterOf, permanentReason, type SendDeadLetter } from './dead-letter.ts';
import type { Deliver, Delivery } from './delivery.ts';

/** One webhook's delivery to one destination. */
export interface Leg {
  /** The one that decides what the destination gets. */
  readonly route: string;
  readonly destination: string;
  readonly deliver: Deliver;
  /** The longest that the delivery may take. */
  readonly limitSeconds: number;
  /** Whether it is a configured destination, and is asked at all: no transform failed before. */
  readonly isMeasured: boolean;
  /** The webhook as the destination will get it. */
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
  /** The value of `timeLeftMs` when the work on this webhook began. */
  readonly timeAtStartMs: number;
  /** Takes the destinations that failed at this attempt, for the log. */
  readonly failedAt: string[];
  /** Takes the deliveries that were tried, for the log. */
  readonly attempted: Attempted[];
  /** Of the webhook's line. */
  readonly meter: Meter;
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
  /** After this many failures, by who is charged, a delivery becomes a dead letter. */
  readonly attemptLimits: Attempts;
  /** The longest that it takes to record how a delivery ended. */
  readonly settleSeconds: number;
  /** Called for each delivery that fails for good, before its dead letter is sent. */
  readonly onDeadLetter: (leg: Leg, reason: DeadLetterReason, error: Error) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Settles one destination of a webhook: is there time? → does the destination rest? → claim → deliver → settle. A
 * delivery that can never succeed, or failed too often, becomes a dead letter, and only then is it settled. A
 * function killed in between thus leaves two letters rather than none.
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

/** One attempt, made while its claim is held. */
async function settle(
  ports: DeliverToPorts,
  leg: Leg,
  message: Message,
  history: DeliveryHistory,
): Promise<Settled> {
  try {
    await ports.circuits.run(leg.destination, () => attempt(leg, { ...message, now: ports.now }));
    return settled(ports, message, { outcome: 'delivered' });
  } catch (error) {
    const reason = endOf(ports, message, error);
    if (reason === undefined) throw error;
    await bury(ports, leg, message, { reason, error: error as Error, history });
    return settled(ports, message, { outcome: 'dead-lettered', reason });
  }
}

/**
 * Does not begin a delivery that Lambda would cut off, because the destination might already have accepted it. If
 * the webhook itself used up the time, with a slow transform or store, that is a failure. Otherwise it only came
 * late in its batch.
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

/** Why the delivery ends with this failure; `undefined` if it is to be tried again. */
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
  { sendDeadLetter, onDeadLetter, now }: DeliverToPorts,
  leg: Leg,
  { envelope, messageId, meter }: Message,
  { reason, error, history }: { reason: DeadLetterReason; error: Error; history: DeliveryHistory },
): Promise<void> {
  if (reason === 'exhausted') meter.count('FinalAttemptFailed', { source: envelope.source });
  onDeadLetter(leg, reason, error);
  const lastError = String(Object(error).message ?? error);
  const lastFailedAt = now();
  await sendDeadLetter(
    deadLetterOf(envelope, leg.destination, messageId, {
      reason,
      attempts: history.attempts + 1,
      firstError: history.firstError ?? lastError,
      lastError,
      status: statusOf(error),
      firstFailedAt: history.attempts === 0 ? lastFailedAt : history.firstFailedAt,
      lastFailedAt,
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
