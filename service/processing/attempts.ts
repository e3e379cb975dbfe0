import { DeliveryError } from '../errors.ts';
import type { Envelope } from '../webhook/envelope.ts';

/**
 * Who is charged for a failure: the `destination`, which answered with one or was silent, or ourselves (`own`):
 * a transform that threw, a secret or a table that could not be read, a function that was killed.
 */
export type Blame = 'destination' | 'own';

/** Failed attempts, by who is charged for them. */
export type Attempts = Readonly<Record<Blame, number>>;

export function blameFor(error: unknown): Blame {
  return error instanceof DeliveryError ? 'destination' : 'own';
}

/**
 * Failed attempts before this receive of a message. SQS counts the earlier receives of the same message, and does
 * not say what each of them failed of: they are charged to `blame`, as the failure at hand is.
 *
 * @param receiveCount `ApproximateReceiveCount`: starts from 1 again in a message that was put back
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
