/**
 * What AWS allows by itself, in us-east-1 and as its pages said on 2026-11-25. A quota can be raised (Service Quotas);
 * what isn't called one can't.
 */
export const awsLimits = {
  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: a REST API, of the account and Region. */
  gateway: { quotaPerSecond: 10_000, burst: 5_000 },
  lambda: {
    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: of one environment */
    requestsPerSecond: 10,
    /** https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html: of one function; refilled steadily, never more */
    environmentsAtOnce: 1_000,
    environmentsPerSecond: 100,
    /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html: no reservation may touch them */
    unreserved: 100,
    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB of JSON with the body in base64 */
    bodyBytes: 4.5 * 1024 * 1024,
  },
  /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
  standardPollers: { first: 5, perSecond: 300 / 60, most: 1_250, mostConcurrency: 1_000 },
  /** The same page, and https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html */
  provisionedPollers: {
    mostMinimum: 200,
    most: 10_000,
    perSecond: 1_000 / 60,
    invocationsAtOnce: 10,
    messagesPerSecond: 100,
    bytesPerSecond: 1_000_000,
  },
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
  queue: { inFlight: 120_000 },
  /**
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html: a new table takes so
   * much at once, later twice its peak. A partition: bp-partition-key-design.html there.
   */
  table: {
    warmWritesPerSecond: 4_000,
    quotaWritesPerSecond: 40_000,
    partitionWritesPerSecond: 1_000,
  },
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html: of one prefix, before it is split */
  bucket: { putsPerSecond: 3_500 },
  /** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
  secrets: { readsPerSecond: 10_000 },
} as const;
