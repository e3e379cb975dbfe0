import { z } from 'zod';
import { readOrder } from '../read-order.ts';

const order = z.object({
  kind: z.enum(['rotate', 'retire']),
  /** Of what is retired. */
  slot: z.string().default('previous'),
  /** Though the old secret is, or may be, in use. */
  isForced: z.boolean().default(false),
});
export type SecretOrder = z.output<typeof order>;

/** As the page asks for it. */
export type SecretWish = z.input<typeof order>;

/** @throws BadRequestError that names the field */
export function readSecretOrder(body: unknown): SecretOrder {
  return readOrder(order, body);
}
