import { z } from 'zod';
import { badKinds } from '../../../../client/send/bad-kinds.ts';
import { slowestRate } from '../../../../client/slowest-rate.ts';
import { readOrder } from '../read-order.ts';

const order = z.object({
  source: z.string(),
  example: z.string().optional(),
  type: z.string().optional(),
  /** Sent as it is, in UTF-8. */
  body: z.string().optional(),
  bad: z.enum(badKinds).optional(),
  count: z.int().min(1).max(1000).default(1),
  ratePerSecond: z.number().min(slowestRate).max(200).default(20),
});
export type SendOrder = z.output<typeof order>;

/** What the page asks to be sent; nothing of it is the sender's first example. */
export type SendWish = z.input<typeof order>;

/** @throws BadRequestError that names the field */
export function readSendOrder(body: unknown): SendOrder {
  return readOrder(order, body);
}
