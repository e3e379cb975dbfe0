import { z } from 'zod';

/** Of several runs, one value each. */
const spread = z.object({ median: z.number(), least: z.number(), greatest: z.number() });

const result = z.object({
  scenario: z.string(),
  runs: z.int().positive(),
  passed: z.int().nonnegative(),
  /** `calm 10 s at 20/s`, and so on. */
  phases: z.array(z.string()).readonly(),
  /** By name of the figure. */
  figures: z.record(z.string(), spread),
});

/** A commit compared with itself: all that is shown is shown wrongly. */
const withItself = z.object({
  runs: z
    .object({
      commit: z.string(),
      scenario: z.string(),
      runs: z.int(),
      comparisons: z.int(),
      /** Of all comparisons together. */
      lines: z.int(),
      shown: z.int(),
    })
    .optional(),
  /** Of `npm run bench -- --against` the same commit. */
  bench: z
    .object({ commit: z.string(), rounds: z.int(), lines: z.int(), shown: z.int() })
    .optional(),
});

/** What `npm run bench -- --against ministack` found. */
const ministack = z.object({
  commit: z.string(),
  version: z.string(),
  connections: z.int(),
  rounds: z.int(),
  /** Accepted a second. */
  embedded: spread,
  other: spread,
  /** How many times the other's, round by round. */
  ratio: spread,
});

/** What results.json has: the measured figures of loadtest/BENCHMARKING.md. */
export const resultsSchema = z.object({
  measuredAt: z.iso.datetime(),
  environment: z.object({
    stack: z.string(),
    commit: z.string(),
    machine: z.string(),
    operatingSystem: z.string(),
    node: z.string(),
    artillery: z.string(),
  }),
  /** What else is to be known of how they were taken, a sentence each. */
  remarks: z.array(z.string()).readonly(),
  results: z.array(result).readonly(),
  withItself: withItself.optional(),
  ministack: ministack.optional(),
});

export type Results = z.output<typeof resultsSchema>;
export type Spread = z.output<typeof spread>;
