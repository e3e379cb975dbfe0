import { z } from 'zod';
import { expectEvery } from './expect-every-schema.ts';
import { archive } from './source-schema.ts';

const tokenMinutes = 'must be a whole number from 5 to 1440';

/** `events` of `spillway.config.ts`. */
export const events = z.strictObject({
  clients: z
    .array(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be 1 to 32 lower-case letters, digits and dashes'),
    )
    .min(1, 'must name at least one service; leave it out for one client for all')
    .refine((names) => new Set(names).size === names.length, 'must not name a service twice')
    .optional(),
  // Cognito's limits:
  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
  tokenMinutes: z
    .number()
    .int(tokenMinutes)
    .min(5, tokenMinutes)
    .max(1_440, tokenMinutes)
    .optional(),
  archive,
  expectEvery,
});
