/** One row of AWS's price list. */
export interface Price {
  /** USD for `per` units, of the first tier. */
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  /** USD for `per` units of those above so many in a month. */
  readonly tiers?: readonly (readonly [above: number, usd: number])[];
  /** Where eu-west-1 differs in the first tier. */
  readonly ireland?: number;
  /** The service's code in the price list, or its pricing page, and the day of publication or (r) of reading. */
  readonly source: string;
}

/** The month in which the prices were last held against AWS's. */
export const pricesAsOf = '2026-11';

const million = 1_000_000;
const thousand = 1_000;

/**
 * AWS's list prices in us-east-1, without the free tier. A code is that of a price list, at
 * `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/<code>`.
 */
export const listPrices = {
  restRequest: {
    ...{ usd: 3.5, per: million, unit: 'requests' },
    tiers: [
      [333 * million, 2.8],
      [1_000 * million, 2.38],
    ],
    source: 'AmazonApiGateway 2025-11-20',
  },
  /** Blocked ones too. */
  aclRequest: {
    ...{ usd: 0.6, per: million, unit: 'requests' },
    source: 'awswaf 2026-05-09 (r)',
  },
  /** The web ACL itself and each of its rules, for a month. */
  acl: { ...{ usd: 5, per: 1, unit: 'web ACLs' }, source: 'awswaf 2026-05-09 (r)' },
  aclRule: { ...{ usd: 1, per: 1, unit: 'rules' }, source: 'awswaf 2026-05-09 (r)' },
  invocation: {
    ...{ usd: 0.2, per: million, unit: 'invocations' },
    source: 'AWSLambda 2026-09-19',
  },
  /** On arm64, by milliseconds begun; initialization too. */
  gigabyteSecond: {
    ...{ usd: 0.0000133334, per: 1, unit: 'GB-seconds' },
    tiers: [
      [7.5e9, 0.0000120001],
      [18.75e9, 0.0000106667],
    ],
    source: 'AWSLambda 2026-09-19',
  },
  /** For each 64 KB begun of a call's messages together. */
  queueCall: {
    ...{ usd: 0.4, per: million, unit: 'calls' },
    tiers: [
      [100e9, 0.3],
      [200e9, 0.24],
    ],
    source: 'AWSQueueService 2025-08-28',
  },
  /** For each KB begun of an item; twice that within a transaction. */
  writeUnit: {
    ...{ usd: 0.625, per: million, unit: 'write units', ireland: 0.705 },
    source: 'AmazonDynamoDB 2026-08-15',
  },
  /** For each 4 KB begun; half of it where eventually consistent. */
  readUnit: {
    ...{ usd: 0.125, per: million, unit: 'read units', ireland: 0.1415 },
    source: 'AmazonDynamoDB 2026-08-15',
  },
  tableGigabyte: {
    ...{ usd: 0.25, per: 1, unit: 'GB-months', ireland: 0.283 },
    source: 'AmazonDynamoDB 2026-08-15',
  },
  recoverableGigabyte: {
    ...{ usd: 0.2, per: 1, unit: 'GB-months', ireland: 0.22 },
    source: 'AmazonDynamoDB 2026-08-15',
  },
  objectWrite: { ...{ usd: 5, per: million, unit: 'PUTs' }, source: 'AmazonS3 2026-08-07' },
  objectRead: { ...{ usd: 0.4, per: million, unit: 'GETs' }, source: 'AmazonS3 2026-08-07' },
  /** Taken in. The tiers are those of what Lambda and API Gateway write. */
  logGigabyte: {
    ...{ usd: 0.5, per: 1, unit: 'GB', ireland: 0.57 },
    tiers: [
      [10_240, 0.25],
      [30_720, 0.1],
      [51_200, 0.05],
    ],
    source: 'AmazonCloudWatch 2026-08-06',
  },
  /** Of what is kept, compressed. */
  logGigabyteMonth: {
    ...{ usd: 0.03, per: 1, unit: 'GB-months' },
    source: 'AmazonCloudWatch 2026-08-06',
  },
  /** By the hours in which it has data. */
  customMetric: {
    ...{ usd: 0.3, per: 1, unit: 'metrics' },
    tiers: [
      [10 * thousand, 0.1],
      [250 * thousand, 0.05],
      [million, 0.02],
    ],
    source: 'AmazonCloudWatch 2026-08-06',
  },
  /** Each metric that an alarm looks at; two that look at the same pay twice. */
  alarmMetric: {
    ...{ usd: 0.1, per: 1, unit: 'metrics' },
    source: 'AmazonCloudWatch 2026-08-06',
  },
  compositeAlarm: {
    ...{ usd: 0.5, per: 1, unit: 'alarms' },
    source: 'AmazonCloudWatch 2026-08-06',
  },
  dashboard: {
    ...{ usd: 3, per: 1, unit: 'dashboards' },
    source: 'AmazonCloudWatch 2026-08-06',
  },
  metricRead: {
    ...{ usd: 0.01, per: thousand, unit: 'metrics read' },
    source: 'AmazonCloudWatch 2026-08-06',
  },
  trace: {
    ...{ usd: 5, per: million, unit: 'traces' },
    source: 'aws.amazon.com/xray/pricing, undated',
  },
  secret: { ...{ usd: 0.4, per: 1, unit: 'secrets' }, source: 'AWSSecretsManager 2026-08 (r)' },
  secretCall: {
    ...{ usd: 5, per: million, unit: 'calls' },
    source: 'AWSSecretsManager 2026-08 (r)',
  },
  /** To the internet. */
  gigabyteOut: {
    ...{ usd: 0.09, per: 1, unit: 'GB' },
    tiers: [[10_240, 0.085]],
    source: 'AWSDataTransfer 2026-07-20',
  },
} as const satisfies Readonly<Record<string, Price>>;

/** What AWS counts. */
export type BillableUnit = keyof typeof listPrices;
