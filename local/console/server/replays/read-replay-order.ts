import { BadRequestError } from '../endpoint.ts';
import { type ReplayOrder, replayOrder } from './replay-order.ts';

/** @throws BadRequestError that names the field */
export function readReplayOrder(body: unknown): ReplayOrder {
  const { data, error } = replayOrder.safeParse(body);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new BadRequestError(`${issue?.path.join('.') || 'The order'}: ${issue?.message}`);
}
