/**
 * AWS's list prices in us-east-1, in USD, for the first tier and without the free one. From AWS's price list
 * (`https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/<service>`), as it was published on the days named here.
 */
export const listPrices = {
  asOf: '2026-09',
  /** AmazonApiGateway, 2025-11-20: REST API. */
  millionRequests: 3.5,
  /** AWSLambda, 2026-09-19, on arm64. */
  millionInvocations: 0.2,
  gigabyteSecond: 0.0000133334,
  /** AWSQueueService, 2025-08-28: up to 64 KB. */
  millionQueueCalls: 0.4,
  /** AmazonDynamoDB, 2026-08-15, on demand. */
  millionWriteUnits: 0.625,
  millionReadUnits: 0.125,
  /** AmazonCloudWatch, 2026-08-06: taken in. */
  logGigabyte: 0.5,
  /** AmazonCloudWatch, a month: each metric that an alarm looks at, and each composite alarm. */
  alarmMetric: 0.1,
  compositeAlarm: 0.5,
} as const;
