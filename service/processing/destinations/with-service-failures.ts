import { DeliveryError, ServiceFailedError } from '../../errors.ts';
import type { Deliver } from '../delivery.ts';

/** For a destination that is an AWS service: its refusal or its silence becomes the destination's failure. */
export function withServiceFailures(destination: string, deliver: Deliver): Deliver {
  return async (delivery) => {
    try {
      return await deliver(delivery);
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
