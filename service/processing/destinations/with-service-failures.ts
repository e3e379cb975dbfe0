import { DeliveryError, ServiceFailedError } from '../../errors.ts';
import type { Deliver } from '../delivery.ts';

/** For a destination that is a service of AWS: what it answered, or its silence, is the destination's. */
export function withServiceFailures(destination: string, deliver: Deliver): Deliver {
  return async (delivery) => {
    try {
      await deliver(delivery);
    } catch (cause) {
      if (!(cause instanceof ServiceFailedError)) throw cause;
      const { message, retryAfterSeconds } = cause;
      throw new DeliveryError(`Destination ${destination}: ${message}`, {
        cause,
        retryAfterSeconds,
      });
    }
  };
}
