import { z } from 'zod';
import { type Problem, problemsOfFields, problemsOfText } from './matcher-problems.ts';

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)], {
  error: 'must be a text or a list of texts',
});

/** A part of `match` that `matcher-problems.ts` looks at. */
function checked(problemsOf: (value: unknown) => readonly Problem[]) {
  return z.unknown().superRefine((value, context) => {
    if (value === undefined) return;
    for (const { path, message } of problemsOf(value)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
}

const text = checked(problemsOfText);

const headerName = z.string().regex(/^[^A-Z\s]+$/, {
  error: ({ input }) => `must be in lower case: ${String(input).toLowerCase()}`,
});

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
    match: z
      .strictObject({
        source: oneOrMore.optional(),
        type: text.optional(),
        headers: z.record(headerName, text).optional(),
        json: checked(problemsOfFields).optional(),
      })
      .meta({ example: "{ type: 'push' }; {} takes everything" }),
    to: z
      .array(z.string())
      .min(1, 'must name at least one destination')
      .meta({ example: "['app']" })
      .optional(),
    transform: aFunction('a webhook').optional(),
    orderBy: z
      .never({ error: 'is not known any more: docs/routing.md, Order, says what to do instead' })
      .optional(),
    handler: aFunction('a webhook').optional(),
  })
  .refine(({ to, handler }) => to !== undefined || handler !== undefined, {
    path: ['to'],
    error: 'must name at least one destination, unless there is a handler',
  })
  .meta({ example: "{ name: 'everything', match: {}, to: ['app'] }" });
