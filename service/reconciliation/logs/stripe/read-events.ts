import { DeliveryLogError } from '../../../errors.ts';
import type { LoggedAttempt } from '../../delivery-log.ts';
import { textOf } from '../read-json.ts';

export interface EventPage {
  readonly attempts: readonly LoggedAttempt[];
  readonly hasMore: boolean;
}

/**
 * Stripe lists events, not attempts. One in this list failed at an endpoint or is still to be delivered to one, which
 * may be another than ours; `pending_webhooks` tells how many are left to try.
 *
 * @throws DeliveryLogError
 * @see https://docs.stripe.com/api/events/list
 */
export function readEvents(name: string, page: unknown): EventPage {
  const { data, has_more: hasMore } = Object(page);
  if (!Array.isArray(data) || typeof hasMore !== 'boolean') throw malformed(name);
  return { attempts: data.map((event: unknown) => readEvent(name, event)), hasMore };
}

function readEvent(name: string, event: unknown): LoggedAttempt {
  const { created, pending_webhooks: pending } = Object(event);
  const [id, type] = [textOf(event, 'id'), textOf(event, 'type')];
  if (id === undefined || type === undefined || typeof created !== 'number') throw malformed(name);
  const outcome = pending > 0 ? 'pending' : 'failed';
  return { attemptId: id, id, at: created * 1000, type, outcome };
}

/** What an endpoint gets, and since when. */
export interface StripeEndpoint {
  readonly createdAt: number;
  /** `undefined`: all of them. */
  readonly types: ReadonlySet<string> | undefined;
}

/** @throws DeliveryLogError @see https://docs.stripe.com/api/webhook_endpoints/object */
export function readEndpoint(name: string, endpoint: unknown): StripeEndpoint {
  const { created, enabled_events: types } = Object(endpoint);
  if (!Array.isArray(types) || typeof created !== 'number') throw malformed(name);
  return { createdAt: created * 1000, types: types.includes('*') ? undefined : new Set(types) };
}

function malformed(name: string): DeliveryLogError {
  return new DeliveryLogError(`${name} has a row of another form`, { reason: 'malformed' });
}
