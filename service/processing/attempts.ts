import { DeliveryError } from '../errors.ts';
import type { Envelope } from '../webhook/envelope.ts';

/**
 * Who is charged for a failure. `destination`: it answered with a failure or was silent. `own`: ourselves, such as
 * a transform that threw, a secret or table that could not be read, or a function that was killed.
 */
export type Blame = 'destination' | 'own';

/** Failed attempts, by who is charged for them. */
export type Attempts = Readonly<Record<Blame, number>>;

export function blameFor(error: unknown): Blame {
  return error instanceof DeliveryError ? 'destination' : 'own';
}

/**
 * Failed attempts before this receive of a message. SQS counts the earlier receives, but does not say why each of
 * them failed. They are charged to `blame`, like the failure at hand.
 *
 * @param receiveCount `ApproximateReceiveCount`; starts from 1 again in a message that was put back
 */
export function attemptsBefore(
  { attempts = {} }: Pick<Envelope, 'attempts'>,
  receiveCount: number,
  blame: Blame,
): Attempts {
  const { destination = 0, own = 0 } = attempts;
  const before = { destination, own };
  return { ...before, [blame]: before[blame] + receiveCount - 1 };
}
