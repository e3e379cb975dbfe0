import { z } from 'zod';
import { BadRequestError } from '../endpoint.ts';

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
  const { data, error } = order.safeParse(body);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new BadRequestError(`${issue?.path.join('.') || 'The order'}: ${issue?.message}`);
}
