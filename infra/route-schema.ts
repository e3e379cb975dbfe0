import { z } from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)], {
  error: 'must be a text or a list of texts',
});

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const comparison = z.enum(['=', '!=', '<', '<=', '>', '>=']);

const matcher = z.union(
  [
    scalar,
    z.strictObject({ prefix: z.string() }),
    z.strictObject({ suffix: z.string() }),
    z.strictObject({ wildcard: z.string() }),
    z.strictObject({ exists: z.boolean() }),
    z.strictObject({ anythingBut: z.array(z.union([z.string(), z.number()])).min(1) }),
    z.strictObject({
      numeric: z.union([
        z.tuple([comparison, z.number()]),
        z.tuple([comparison, z.number(), comparison, z.number()]),
      ]),
    }),
  ],
  {
    error:
      'must be a text, a number, true, false, null, or one of prefix, suffix, wildcard, exists, anythingBut, numeric',
  },
);

const matchers = z.array(matcher).min(1, 'must hold at least one matcher');

const text = z.union([z.string(), matchers]);

const json: z.ZodType = z.lazy(() => z.record(z.string(), z.union([scalar, matchers, json])));

function aFunction(what: string) {
  return z.custom<(...parts: never[]) => unknown>((value) => typeof value === 'function', {
    error: `must be a function of ${what}`,
  });
}

/** One route of `spillway.config.ts`. */
export const route = z
  .strictObject({
    // Part of a delivery's key, and a metric's dimension.
    name: z
      .string()
      .min(1, 'must not be empty')
      .max(64, 'must be 64 characters at most')
      .regex(/^\P{C}*$/u, 'must have no control characters'),
    match: z.strictObject({
      source: oneOrMore.optional(),
      type: text.optional(),
      headers: z.record(z.string().regex(/^[a-z0-9-]+$/, 'must be in lower case'), text).optional(),
      json: json.optional(),
    }),
    to: z.array(z.string()).min(1, 'must name at least one destination').optional(),
    transform: aFunction('a webhook').optional(),
    orderBy: z
      .never({ error: 'is not known any more: docs/routing.md, Order, says what to do instead' })
      .optional(),
    handler: aFunction('a webhook').optional(),
  })
  .refine(({ to, handler }) => to !== undefined || handler !== undefined, {
    path: ['to'],
    error: 'must name at least one destination, unless there is a handler',
  });
