import { DeliveryError, PermanentError } from '../errors.ts';
import type { RouteConfig } from '../webhook/route-config.ts';
import type { Destination } from './delivery.ts';
import { withJson } from './with-json.ts';
import { within } from './within.ts';

/**
 * Makes a route's `handler` look like a destination: it has a destination's attempts and pauses, and we stop
 * waiting for it after its time. `deliver` throws DeliveryError or PermanentError.
 */
export function handlerOf(
  route: string,
  handler: NonNullable<RouteConfig['handler']>,
  limitSeconds: number,
): Destination {
  const what = `The handler of route ${route}`;
  return {
    limitSeconds,
    async deliver(delivery) {
      try {
        await within(limitSeconds, what, (signal) => handler(withJson(delivery), signal));
      } catch (cause) {
        if (cause instanceof PermanentError) throw cause;
        const { message = String(cause), retryAfterSeconds } = Object(cause);
        throw new DeliveryError(`${what} failed: ${message}`, { cause, retryAfterSeconds });
      }
    },
  };
}
