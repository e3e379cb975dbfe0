import { z } from 'zod';
import type { Plan } from '../samples/sample.ts';
import type { Size } from './phases.ts';
import { highestRate, leastSeconds, mostSeconds } from './size-limits.ts';

const bytes = z.int().min(64).max(10_000_000);

const variables = z
  .object({
    rate: z.number().positive().max(highestRate).optional(),
    seconds: z.int().min(leastSeconds).max(mostSeconds).optional(),
    workers: z.int().positive().max(10_000).optional(),
    /** Such as `github,stripe`, or `github:3,stripe:1`. */
    sources: z
      .string()
      .regex(
        /^[a-z0-9-]+(:[1-9]\d?)?(,[a-z0-9-]+(:[1-9]\d?)?)*$/,
        'such as github,stripe or github:3,stripe',
      )
      .optional(),
    minBytes: bytes.optional(),
    maxBytes: bytes.optional(),
    /** Milliseconds that the p99 of the answer has to stay below. */
    ceilingMs: z.number().positive().optional(),
    stage: z.string().optional(),
    endpoint: z.url().optional(),
    settle: z.number().positive().optional(),
  })
  .refine(({ minBytes = 1024, maxBytes = 4_194_304 }) => minBytes <= maxBytes, {
    path: ['maxBytes'],
    error: 'must not be less than minBytes',
  });

interface Variables {
  readonly size: Size;
  readonly mix?: Plan['mix'];
  readonly largeBytes?: Plan['largeBytes'];
  readonly ceilingMs?: Plan['ceilingMs'];
  readonly stage?: string | undefined;
  readonly endpoint?: string | undefined;
  /** For how many seconds the queue has to read empty until what was not found is lost. */
  readonly settle?: number | undefined;
}

/**
 * What a user gives with Artillery's `--variables`: docs/load-tests.md.
 *
 * @throws Error naming the variable that isn't as it must be
 */
export function readVariables(vars: object): Variables {
  const parsed = variables.safeParse(vars);
  if (!parsed.success) {
    throw new Error(`--variables: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  }
  const { rate, seconds, workers, sources, minBytes, maxBytes, ...where } = parsed.data;
  const hasBytes = minBytes !== undefined || maxBytes !== undefined;
  return {
    ...where,
    size: { rate, seconds, workers },
    ...(sources === undefined ? {} : { mix: mixOf(sources) }),
    ...(hasBytes ? { largeBytes: [minBytes ?? 1024, maxBytes ?? 4_194_304] } : {}),
  };
}

function mixOf(sources: string): Record<string, number> {
  return Object.fromEntries(
    sources.split(',').map((one) => {
      const [name = '', weight = '1'] = one.split(':');
      return [name, Number(weight)];
    }),
  );
}
