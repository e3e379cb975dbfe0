import { z } from 'zod';
import { checkConcurrency } from './concurrency-rules.ts';
import { checkDelivery } from './delivery-rules.ts';
import { InputError } from './input-error.ts';

/**
 * Everything about a stage that can be changed without touching a construct. A stage is a row of `stages`. Any
 * value can be overridden for one synthesis with `-c <name>=<value>`.
 */
const settingsSchema = z.strictObject({
  /** `owner/name` on GitHub: alarms link to the runbooks there. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  /** Where the runbook pages are. Empty: the repository's main branch. */
  runbookBaseUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ })]),
  /** Who gets a mail when an alarm changes. Empty: nobody, so subscribe to the topic yourself. */
  alarmEmail: z.union([z.literal(''), z.email()]),
  /**
   * Whether queues, bodies, deliveries, secrets, clients and logs outlive the stack. The stack then can't be
   * deleted by mistake.
   */
  keepData: z.stringbool().or(z.boolean()),
  logRetentionDays: z.coerce.number().refine((days) => [7, 30, 90, 365].includes(days), {
    message: 'must be 7, 30, 90 or 365',
  }),

  /** Requests a second that the stage accepts before it answers 503, and the largest burst. */
  throttleRatePerSecond: wholeNumber(1, 10_000),
  throttleBurst: wholeNumber(1, 5_000),
  /** Requests that one address may send in 5 minutes. 0: no web ACL, and no cost for one. */
  addressLimitPer5Minutes: wholeNumber(0, 2_000_000_000),

  // At least as long as S3 takes with its retries: else Lambda ends the call, and the sender gets no answer of ours.
  ingestionTimeoutSeconds: wholeNumber(10, 29),
  ingestionMemoryMb: wholeNumber(128, 10_240),
  /**
   * Environments reserved for ingestion, which are also its limit, so that a flood of requests can't use up what
   * processing needs. At least a tenth of `throttleRatePerSecond`. 0: none, because a new account has only 10 in
   * all and can reserve nothing. See docs/deploying.md.
   */
  ingestionReservedConcurrency: wholeNumber(0, 10_000),
  /** The largest message; SQS takes up to 1,048,576 bytes. */
  queueMessageLimitBytes: wholeNumber(1_024, 1_048_576),
  /** How long a function uses a secret before it reads it again. A rotation takes this long. */
  secretCacheSeconds: wholeNumber(0, 3_600),

  processingTimeoutSeconds: wholeNumber(1, 900),
  processingMemoryMb: wholeNumber(128, 10_240),
  /**
   * Webhooks in one invocation. X-Ray links at most 20 traces to a segment, and a batch of more than 10 needs a
   * batching window.
   */
  batchSize: wholeNumber(1, 10),
  batchWindowSeconds: wholeNumber(0, 300),
  /**
   * How many processing functions run at once at most; Lambda's minimum is 2. Together with ingestion's functions
   * they must fit into the account's concurrency: 10 in a new account, 1,000 later.
   */
  maxConcurrency: wholeNumber(2, 1_000),
  /**
   * How often a webhook is tried when the failure is our own, such as a transform that throws or a killed function.
   */
  maxReceiveCount: wholeNumber(1, 1_000),
  /** How often a delivery is tried while its destination fails. With the pauses below this takes about 4 hours. */
  destinationAttempts: wholeNumber(1, 1_000),
  /** The longest pause after the first failure. It is four times as long after each further failure. */
  retryBaseSeconds: wholeNumber(0, 900),
  /** The longest pause, even for a destination's own `Retry-After`. SQS delays a message for at most 15 minutes. */
  retryCapSeconds: wholeNumber(1, 900),
  /** Failures in a row after which a destination is left alone for a while. 0: never. */
  circuitFailures: wholeNumber(0, 10_000),
  /** How long a claim on a delivery holds. 0: twice the processing function's timeout. */
  claimLeaseSeconds: wholeNumber(0, 43_200),
  /** How long a delivery is remembered, so that a repetition is recognized. */
  deliveryMemoryDays: wholeNumber(1, 365),
  intakeRetentionDays: wholeNumber(1, 13),
  /** SQS keeps no message for longer than 14 days, and counts a dead letter's age from its first arrival. */
  deadLetterRetentionDays: wholeNumber(2, 14),
  /** How long the webhooks of a source with `archive: true` can be replayed. */
  archiveDays: wholeNumber(1, 3_650),
  /** How long a discarded dead letter is kept. */
  discardedDays: wholeNumber(1, 3_650),
});

export type Settings = Readonly<z.output<typeof settingsSchema>> & { readonly stage: string };

const dev = {
  repository: 'your-organization/spillway',
  runbookBaseUrl: '',
  alarmEmail: '',
  keepData: false,
  logRetentionDays: 7,
  throttleRatePerSecond: 1_000,
  throttleBurst: 2_000,
  addressLimitPer5Minutes: 0,
  ingestionTimeoutSeconds: 10,
  ingestionMemoryMb: 512,
  ingestionReservedConcurrency: 0,
  queueMessageLimitBytes: 262_144,
  secretCacheSeconds: 60,
  processingTimeoutSeconds: 30,
  processingMemoryMb: 512,
  batchSize: 10,
  batchWindowSeconds: 0,
  maxConcurrency: 5,
  maxReceiveCount: 5,
  destinationAttempts: 26,
  retryBaseSeconds: 5,
  retryCapSeconds: 900,
  circuitFailures: 20,
  claimLeaseSeconds: 0,
  // Longer than any queue keeps a message, even as a dead letter.
  deliveryMemoryDays: 20,
  intakeRetentionDays: 4,
  deadLetterRetentionDays: 14,
  archiveDays: 30,
  discardedDays: 90,
} as const satisfies z.input<typeof settingsSchema>;

const stages = {
  dev,
  prod: {
    ...dev,
    keepData: true,
    logRetentionDays: 90,
    throttleRatePerSecond: 5_000,
    throttleBurst: 5_000,
    // 1,000 a second from one address, kept up for 5 minutes: far above a sender's burst, far below a flood.
    addressLimitPer5Minutes: 300_000,
    ingestionMemoryMb: 1_024,
    processingMemoryMb: 1_024,
    maxConcurrency: 100,
  },
} as const satisfies Record<string, z.input<typeof settingsSchema>>;

export const defaultStage = 'dev';

/**
 * The settings of a stage.
 *
 * @param overrides context, given as `-c <name>=<value>`: texts. Names that are not settings are ignored here;
 *   `refuseUnknownContext` checks them.
 * @throws InputError that names each wrong setting and what it may be.
 */
export function readSettings(
  stage: string,
  overrides: Readonly<Record<string, unknown>> = {},
): Settings {
  const known: Readonly<Record<string, z.input<typeof settingsSchema>>> = stages;
  const defaults = Object.hasOwn(known, stage) ? known[stage] : undefined;
  if (!defaults) {
    throw new InputError(
      `-c stage=${stage}: no such stage. infra/settings.ts has: ${Object.keys(stages).join(', ')}.`,
    );
  }
  const chosen = Object.fromEntries(
    Object.keys(defaults)
      .filter((name) => overrides[name] !== undefined)
      .map((name) => [name, overrides[name]]),
  );
  const parsed = settingsSchema
    .superRefine(checkRetention)
    .superRefine(checkDelivery)
    .superRefine(checkConcurrency)
    .safeParse({ ...defaults, ...chosen });
  if (!parsed.success) throw new InputError(describeIssues(parsed.error.issues, chosen));
  return Object.freeze({ stage, ...parsed.data, ...links(parsed.data) });
}

/**
 * Refuses a misspelt setting such as `-c maxConcurency=5`, which CDK would ignore. CDK's own context names contain
 * a colon, a slash or a dash.
 */
export function refuseUnknownContext(context: Readonly<Record<string, unknown>>): void {
  const known = ['stage', 'config', ...Object.keys(dev)];
  const unknown = Object.keys(context).filter(
    (name) => /^[a-z][a-zA-Z0-9]*$/.test(name) && !known.includes(name),
  );
  if (unknown.length > 0) {
    throw new InputError(`-c ${unknown[0]}: no such setting. Known: ${known.join(', ')}.`);
  }
}

function checkRetention(
  { intakeRetentionDays, deadLetterRetentionDays }: z.output<typeof settingsSchema>,
  context: z.RefinementCtx,
) {
  if (deadLetterRetentionDays > intakeRetentionDays) return;
  const message = `must be more than intakeRetentionDays, which is ${intakeRetentionDays}`;
  context.addIssue({ code: 'custom', path: ['deadLetterRetentionDays'], message });
}

function links({ repository, runbookBaseUrl }: z.output<typeof settingsSchema>) {
  const base = runbookBaseUrl || `https://github.com/${repository}/blob/main/runbooks`;
  return { runbookBaseUrl: base.replace(/\/$/, '') };
}

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message);
}

function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  overrides: Readonly<Record<string, unknown>>,
): string {
  return issues
    .map(({ path, message }) => `-c ${path.join('.')}=${overrides[String(path[0])]}: ${message}.`)
    .join('\n');
}
