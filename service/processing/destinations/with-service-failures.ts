import { type Deliver, DeliveryError } from '../delivery.ts';

/**
 * For a destination that is a service of AWS: what it answered, or its silence, is the destination's. By name, since the
 * error lives in aws/: a `ServiceFailedError`.
 */
export function withServiceFailures(destination: string, deliver: Deliver): Deliver {
  return async (delivery) => {
    try {
      await deliver(delivery);
    } catch (cause) {
      const { name, message, retryAfterSeconds } = Object(cause);
      if (name !== 'ServiceFailedError') throw cause;
      throw new DeliveryError(`Destination ${destination}: ${message}`, {
        cause,
        retryAfterSeconds,
      });
    }
  };
}
