import { z } from 'zod';
import { phase } from '../plan/phase.ts';

/** A figure that a run may not have: NaN here, null in JSON. */
const figure = z
  .custom<number | null>((value) => value === null || typeof value === 'number', 'not a number')
  .transform((value) => (value !== null && Number.isFinite(value) ? value : Number.NaN));

const seconds = z.number().describe('seconds since the first webhook was due');

const percentiles = z.object({
  count: z.int().nonnegative(),
  p50: figure,
  p95: figure,
  p99: figure,
  p999: figure.optional(),
  max: figure,
});

/** In milliseconds, from when each webhook was due. */
const latency = z.object({ firstByte: percentiles.optional(), total: percentiles.optional() });

const gate = z.object({
  name: z.string(),
  kind: z.enum(['conservation', 'service', 'validity']),
  title: z.string(),
  unit: z.string(),
  bound: z.enum(['at most', 'at least', 'below']),
  limit: figure,
  value: figure,
  passed: z.boolean(),
});

/** Deliveries, each counted by its id. */
const counts = z.object({
  sent: z.int(),
  toTake: z.int(),
  taken: z.int(),
  rejected: z.int(),
  forged: z.int(),
  otherReason: z.int(),
  unavailable: z.int(),
  foreign: z.int(),
  accepted: z.int(),
  processed: z.int(),
  duplicate: z.int(),
  filtered: z.int(),
  deadLettered: z.int(),
  poisoned: z.int(),
  poisonLeft: z.int(),
  inFlight: z.int(),
  lost: z.int(),
  twoEnds: z.int(),
  altered: z.int(),
  unexpected: z.int(),
  misrouted: z.int(),
});

const measured = z.object({
  /** Milliseconds since 1970. */
  startedAt: figure,
  latency: z.object({ sustained: latency, overall: latency, valid: percentiles.optional() }),
  baseline: percentiles.optional(),
  lateness: percentiles.optional(),
  endToEnd: percentiles.optional(),
  freshShare: figure,
  rate: z.object({
    planned: z.number(),
    achieved: z.number(),
    sustainedPerSecond: figure,
  }),
  generatorCpuShare: figure,
  backlogPeak: figure,
  drainSeconds: figure,
});

const series = z.object({
  seconds: z
    .array(
      z.object({
        second: z.int(),
        planned: z.number(),
        sent: z.int(),
        accepted: z.int(),
        arrived: z.int(),
        answer: percentiles.optional(),
        endToEnd: percentiles.optional(),
        /** Seconds: at its end, the age of the oldest webhook that was received and had not arrived. */
        oldest: z.number().optional(),
      }),
    )
    .readonly(),
  backlog: z.array(z.object({ second: seconds, waiting: z.int(), inFlight: z.int() })).readonly(),
});

/** One phase of the plan: milliseconds, from when each webhook was due in it. */
const phaseFigures = latency.extend({
  name: z.string(),
  from: seconds,
  to: seconds,
  sent: z.int(),
  accepted: z.int(),
  lateness: percentiles.optional(),
});

const step = z.object({
  name: z.string(),
  /** A second. */
  offered: z.number(),
  completed: figure,
  /** Milliseconds. */
  p99: figure,
  /** Requests under way: counted, and by Little's law. */
  inProgress: figure,
  byLittlesLaw: figure,
});

/** Where the stage stopped to keep up, of a scenario whose phases are steps of load. */
const knee = z.object({
  steps: z.array(step).readonly(),
  held: step.optional(),
  broken: step
    .extend({ reason: z.enum(['completions', 'latency', 'age', 'generator']) })
    .optional(),
});

/** By which share of its mean a figure grew over the sustained phase, and the bounds of an interval of 99 %. */
const growth = z.object({ share: figure, low: figure, high: figure }).optional();

/** How many answers took how long, second by second. */
const heatMap = z.object({
  /** Milliseconds: the upper bound of each row, the last one of which has none. */
  bounds: z.array(z.number()).readonly(),
  /** For each second, the answers in each row. */
  seconds: z.array(z.array(z.int()).readonly()).readonly(),
});

const alarm = z.object({
  name: z.string(),
  from: seconds,
  /** Absent of one that was still on. */
  to: seconds.optional(),
  /** Absent where the scenario doesn't say. */
  isExpected: z.boolean().optional(),
});

/** What CloudWatch, or the embedded stack, counted of a function. */
const functionFigures = z.object({
  name: z.string(),
  invocations: z.int().optional(),
  errors: z.int().optional(),
  throttles: z.int().optional(),
  coldStarts: z.int().optional(),
  /** Milliseconds. */
  duration: percentiles.optional(),
});

const environment = z.object({
  stack: z.string(),
  commit: z.string(),
  hasLocalChanges: z.boolean(),
  machine: z.string(),
  operatingSystem: z.string(),
  node: z.string(),
  artillery: z.string(),
});

const ids = z.array(z.string()).readonly();

/** The content of `report.json`. `version` changes when a reader of the previous one would break. */
export const reportSchema = z.object({
  schema: z.literal('spillway-load-report'),
  version: z.literal(2),
  /** Artillery's id of the run. */
  run: z.string(),
  scenario: z.string(),
  endpoint: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  verdict: z.enum(['passed', 'failed', 'invalid', 'unfinished']),
  gates: z.array(gate).readonly(),
  counts,
  /** The delivery ids behind the counts that must be 0. */
  ids: z.object({
    lost: ids,
    duplicate: ids,
    twoEnds: ids,
    deadLettered: ids,
    altered: ids,
    unexpected: ids,
    misrouted: ids,
  }),
  measured,
  phases: z.array(phase).readonly(),
  series,
  byPhase: z.array(phaseFigures).readonly(),
  /** Milliseconds, of what arrived: from receipt on. */
  stages: z.object({
    queueWait: percentiles.optional(),
    processing: percentiles.optional(),
    endToEnd: percentiles.optional(),
  }),
  heatMap,
  knee: knee.optional(),
  growths: z.object({ latency: growth, age: growth, memory: growth }).optional(),
  /** Artillery's own percentiles of the run, by its sketch, which errs by 1 %: to the first byte, from the moment of sending. */
  sketch: percentiles.omit({ count: true }).optional(),
  /** The age of the oldest message. Absent where it was not asked for. */
  age: z
    .array(z.object({ second: seconds, ageSeconds: z.number() }))
    .readonly()
    .optional(),
  /** Since when the queue read empty at the end. Absent where it did not, or nobody looked. */
  emptySince: seconds.optional(),
  alarms: z.array(alarm).readonly().optional(),
  functions: z.array(functionFigures).readonly().optional(),
  memory: z
    .array(z.object({ second: seconds, megabytes: z.number() }))
    .readonly()
    .optional(),
  /** List prices, for a million webhooks like those of the run, without what the stage costs by itself. */
  costPerMillion: z
    .object({
      dollars: z.number(),
      parts: z.array(z.object({ name: z.string(), dollars: z.number() })).readonly(),
    })
    .optional(),
  /** What could not be found out: parts of the sentence "… could not be checked, since …". */
  unchecked: z.array(z.object({ what: z.string(), why: z.string() })).readonly(),
  /** What the scenario promises and nobody looked at: without it no run passes. Sentences. */
  notLookedAt: z
    .array(z.object({ gate: z.string(), title: z.string(), why: z.string(), remedy: z.string() }))
    .readonly()
    .default([]),
  /** Why the answers were as they were, and what else is to be known: a sentence each. */
  remarks: z.array(z.string()).readonly(),
  environment,
});
