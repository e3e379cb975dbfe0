import { z } from 'zod';
import { badKinds } from '../../client/send/bad-kinds.ts';
import { phase } from '../plan/phase.ts';

/**
 * What a request is meant to show. `valid` and `large` have to arrive once. So has what a `repeated` one sends again, signed
 * anew, and a `replayed` one to the byte, as somebody who listens would: both are taken, and change nothing. `poison` is
 * taken and has to become a dead letter. The others have to be refused.
 */
export const intents = ['valid', 'large', 'repeated', 'replayed', 'poison', ...badKinds] as const;

export type Intent = (typeof intents)[number];

/** One kind of webhook that a run sends. */
const plannedWebhook = z.object({
  source: z.string(),
  /** Its name in the list of its sender's examples. */
  example: z.string(),
  /** As routes see it. */
  type: z.string(),
  /** The destinations that the routes name for it. Absent where the configuration isn't here. */
  to: z.array(z.string()).optional(),
});

export type PlannedWebhook = z.infer<typeof plannedWebhook>;

/** What an Artillery process is about to do. It holds no secret. */
const plan = z.object({
  kind: z.literal('plan'),
  /** Artillery's id of the run, the same in all of its processes. */
  run: z.string(),
  scenario: z.string(),
  /** The API with its stage, such as `http://127.0.0.1:4100/dev`. */
  endpoint: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Of this process, before its workers share them. */
  phases: z.array(phase),
  /** Threads of this process. */
  workers: z.int().positive(),
  /** How many processes like this one share the rate, on as many machines. Absent for this one alone. */
  machines: z.int().positive().optional(),
  /** Of the deployed stage that was asked for by its name. */
  stage: z.string().optional(),
  /** After how long the sender hangs up. */
  timeoutMs: z.number(),
  /** What the p99 of the answer has to stay below; absent for the time-out. */
  ceilingMs: z.number().positive().optional(),
  webhooks: z.array(plannedWebhook),
  /** By source: how many of its webhooks are sent for each one of a source with 1, which all have that are absent. */
  mix: z.record(z.string(), z.int().positive()).optional(),
  /** The smallest and the largest body of the intent `large`, as near as an example can be brought to it. */
  largeBytes: z.tuple([z.int(), z.int()]).optional(),
});

export type Plan = z.infer<typeof plan>;

/**
 * A line of a run's samples. `at` and other times are in milliseconds since 1970, with fractions; `request` is worker and
 * number, unique within the run.
 */
export const sample = z.discriminatedUnion('kind', [
  plan,
  z.object({
    kind: z.literal('sent'),
    request: z.string(),
    /** As ingestion names the delivery; empty where only its answer tells. */
    id: z.string(),
    /** Index into the plan's webhooks. */
    webhook: z.int(),
    intent: z.enum(intents),
    /** For which reason it has to be refused; absent where it has to be taken. */
    refusal: z.string().optional(),
    bytes: z.int(),
    /** Of the body, in lower-case hex. */
    sha256: z.string(),
    dueAt: z.number(),
    sentAt: z.number(),
  }),
  z.object({
    kind: z.literal('answered'),
    request: z.string(),
    at: z.number(),
    status: z.int(),
    /** Of the request itself: what it waited to be sent is not in them. */
    firstByteMs: z.number(),
    totalMs: z.number(),
    /** What the answer names, where it does. */
    id: z.string().optional(),
    reason: z.string().optional(),
    /** Where it is true, a 2xx with a text that names no delivery: somebody else's. */
    isForeign: z.boolean().optional(),
  }),
  /** No answer: refused connection, reset, time-out. */
  z.object({ kind: z.literal('failed'), request: z.string(), at: z.number(), code: z.string() }),
  /** The generator's own load: the share of one core that a worker's thread used since its last entry. */
  z.object({ kind: z.literal('load'), worker: z.string(), at: z.number(), cpuShare: z.number() }),
]);

export type Sample = z.infer<typeof sample>;
export type Sent = Extract<Sample, { kind: 'sent' }>;
export type Answered = Extract<Sample, { kind: 'answered' }>;
