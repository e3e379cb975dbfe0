import { z } from 'zod';

const aPercentage = 'must be a number from 0 to 100';

/** Everything that may differ between stages, with its bounds and its default. */
export const settingsSchema = z.strictObject({
  /** `owner/name` on GitHub: alarms link to the runbooks there. */
  repository: z.string('must be owner/name').regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  /** Where the runbook pages are. Empty: the repository's main branch. */
  runbookBaseUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ })]).default(''),
  /** Who gets a mail when an alarm changes. Empty: nobody. */
  alarmEmail: z.union([z.literal(''), z.email()]).default(''),
  /**
   * The names of secrets in Secrets Manager, each of which is a URL that takes messages of SNS, as PagerDuty and
   * Opsgenie give them: for alarms that wake someone, and for those that write a ticket. Empty: none. See
   * docs/who-is-told.md.
   */
  pageUrlSecret: secretName(),
  ticketUrlSecret: secretName(),
  /** The Slack workspace (`T…`) and channel (`C…`) that get all alarms. Empty: none. See docs/who-is-told.md. */
  slackWorkspaceId: slackId('T'),
  slackChannelId: slackId('C or G'),
  /** Whether the stage has the alarms that write a ticket as well, besides those that wake someone. */
  ticketAlarms: z.stringbool().or(z.boolean()).default(true),
  /**
   * Whether queues, bodies, deliveries, secrets, clients and logs outlive the stack. The stack then can't be
   * deleted by mistake.
   */
  keepData: z.stringbool().or(z.boolean()).default(false),
  logRetentionDays: z.coerce
    .number<number>()
    .refine((days) => [7, 30, 90, 365].includes(days), { message: 'must be 7, 30, 90 or 365' })
    .default(7),

  /**
   * What Lambda itself writes to the functions' logs. INFO: a line at the beginning and the end of each invocation.
   * WARN: only what went wrong, such as a timeout. Each webhook's own line says how long it took, and in how much memory.
   */
  systemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN'], 'must be DEBUG, INFO or WARN').default('INFO'),

  /**
   * Requests of each second that X-Ray records, and the share of those beyond, in percent. Each one is billed, and so is
   * each batch of processing that has one of them. The lines of the log have every webhook anyhow.
   */
  tracedPerSecond: wholeNumber(0, 1_000).default(10),
  tracedPercent: z.coerce
    .number<number>(aPercentage)
    .min(0, aPercentage)
    .max(100, aPercentage)
    .default(5),

  /** Requests a second that the stage accepts before it answers 503, and the largest burst. */
  throttleRatePerSecond: wholeNumber(1, 10_000).default(1_000),
  throttleBurst: wholeNumber(1, 5_000).default(2_000),
  /** Requests that one address may send in 5 minutes. 0: no web ACL, and no cost for one. */
  addressLimitPer5Minutes: wholeNumber(0, 2_000_000_000).default(0),

  // At least as long as S3 takes with its retries: else Lambda ends the call, and the sender gets no answer of ours.
  ingestionTimeoutSeconds: wholeNumber(10, 29).default(10),
  ingestionMemoryMb: wholeNumber(128, 10_240).default(512),
  /**
   * Environments reserved for ingestion, which are also its limit, so that a flood of requests can't use up what
   * processing needs. At least a tenth of `throttleRatePerSecond`. 0: none, because a new account has only 10 in
   * all and can reserve nothing. See docs/deploying.md.
   */
  ingestionReservedConcurrency: wholeNumber(0, 10_000).default(0),
  /** The largest message; SQS takes up to 1,048,576 bytes. */
  queueMessageLimitBytes: wholeNumber(1_024, 1_048_576).default(262_144),
  /** How long a function uses a secret before it reads it again. A rotation takes this long. */
  secretCacheSeconds: wholeNumber(0, 3_600).default(60),

  processingTimeoutSeconds: wholeNumber(1, 900).default(30),
  processingMemoryMb: wholeNumber(128, 10_240).default(512),
  /**
   * Webhooks in one invocation. X-Ray links at most 20 traces to a segment, and a batch of more than 10 needs a
   * batching window.
   */
  batchSize: wholeNumber(1, 10).default(10),
  batchWindowSeconds: wholeNumber(0, 300).default(0),
  /**
   * How many processing functions run at once at most; Lambda's minimum is 2. Together with ingestion's functions
   * they must fit into the account's concurrency: 10 in a new account, 1,000 later.
   */
  maxConcurrency: wholeNumber(2, 1_000).default(5),
  /**
   * The account's quota of concurrent executions in this Region (Service Quotas, "Concurrent executions"): an alarm
   * tells when 90 % of it are claimed. A new account has 10.
   */
  accountConcurrency: wholeNumber(10, 1_000_000).default(1_000),
  /**
   * How often a webhook is tried when the failure is our own, such as a transform that throws or a killed function.
   */
  maxReceiveCount: wholeNumber(1, 1_000).default(5),
  /** How often a delivery is tried while its destination fails. With the pauses below this takes about 4 hours. */
  destinationAttempts: wholeNumber(1, 1_000).default(26),
  /** The longest pause after the first failure. It is four times as long after each further failure. */
  retryBaseSeconds: wholeNumber(0, 900).default(5),
  /** The longest pause, even for a destination's own `Retry-After`. SQS delays a message for at most 15 minutes. */
  retryCapSeconds: wholeNumber(1, 900).default(900),
  /** Failures in a row after which a destination is left alone for a while. 0: never. */
  circuitFailures: wholeNumber(0, 10_000).default(20),
  /** How long a claim on a delivery holds. 0: twice the processing function's timeout. */
  claimLeaseSeconds: wholeNumber(0, 43_200).default(0),
  /**
   * How long a delivery is remembered, so that a repetition is recognized. The default is longer than any queue
   * keeps a message, even as a dead letter.
   */
  deliveryMemoryDays: wholeNumber(1, 365).default(20),
  intakeRetentionDays: wholeNumber(1, 13).default(4),
  /** SQS keeps no message for longer than 14 days, and counts a dead letter's age from its first arrival. */
  deadLetterRetentionDays: wholeNumber(2, 14).default(14),
  /** How long the webhooks of a source with `archive: true` can be replayed. */
  archiveDays: wholeNumber(1, 3_650).default(30),
  /** How long a discarded dead letter is kept. */
  discardedDays: wholeNumber(1, 3_650).default(90),
});

/** One stage as `infra/settings.ts` writes it: what it leaves out has the default. */
export type StageSettings = Readonly<z.input<typeof settingsSchema>>;

export type Settings = Readonly<z.output<typeof settingsSchema>> & { readonly stage: string };

function secretName() {
  return z
    .string()
    .regex(/^[\w/+=.@-]{0,512}$/, 'must be the name of a secret, not a URL')
    .default('');
}

function slackId(letters: 'T' | 'C or G') {
  return z
    .string()
    .regex(
      letters === 'T' ? /^(T[A-Z0-9]+)?$/ : /^([CG][A-Z0-9]+)?$/,
      `must be an id that begins with ${letters}`,
    )
    .default('');
}

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number<number>(message).int(message).min(least, message).max(most, message);
}
