import { z } from 'zod';
import { letterClasses } from '../../../../client/dead-letters/letter-classes.ts';
import { slowestRate } from '../../../../client/slowest-rate.ts';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const count = z.int().min(1);

export const letterFilter = z.object({
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{1,12}$/)
    .optional(),
  source: z.string().optional(),
  class: z.enum(letterClasses).optional(),
  reason: z.string().optional(),
  since: time.optional(),
  until: time.optional(),
});

const shared = {
  filter: letterFilter.default({}),
  /** How many there were when it was asked for. */
  expected: z.int().min(0).optional(),
  limit: count.optional(),
};

export const letterOrder = z.discriminatedUnion('kind', [
  z.object({
    ...{ ...shared, kind: z.literal('redrive') },
    ratePerSecond: z.number().min(slowestRate).max(1000).default(50),
    sample: count.optional(),
    waitSeconds: z.number().positive().default(600),
    stopAfter: count.optional(),
    /** Goes on with a run: what came back from it is left alone. */
    resume: z.uuid().optional(),
  }),
  z.object({
    ...{ ...shared, kind: z.literal('discard') },
    /** Why they are given up; it is kept with them. */
    why: z.string().trim().min(1, 'Say why they are given up.').max(500),
    /** Of one letter, its message id: the rest of the queue is left alone once it is found. */
    id: z.string().optional(),
  }),
]);

export type LetterOrder = z.output<typeof letterOrder>;
export type RedriveOrderOfPage = Extract<LetterOrder, { kind: 'redrive' }>;
export type DiscardOrder = Extract<LetterOrder, { kind: 'discard' }>;

/** As the page asks for it. */
export type LetterWish = z.input<typeof letterOrder>;
