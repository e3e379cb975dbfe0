import type { BillableUnit } from '../../dashboards/list-prices.ts';

/** Where on the bill it stands. */
export const partOf = {
  restRequest: 'API Gateway',
  aclRequest: 'WAF',
  acl: 'WAF',
  aclRule: 'WAF',
  invocation: 'Lambda',
  gigabyteSecond: 'Lambda',
  queueCall: 'SQS',
  writeUnit: 'DynamoDB',
  readUnit: 'DynamoDB',
  tableGigabyte: 'DynamoDB',
  recoverableGigabyte: 'DynamoDB',
  objectWrite: 'S3',
  objectRead: 'S3',
  logGigabyte: 'logs',
  logGigabyteMonth: 'logs',
  customMetric: 'metrics',
  metricRead: 'metrics',
  alarmMetric: 'alarms',
  compositeAlarm: 'alarms',
  dashboard: 'dashboards',
  trace: 'X-Ray',
  secret: 'secrets',
  secretCall: 'secrets',
  gigabyteOut: 'internet',
} as const satisfies Readonly<Record<BillableUnit, string>>;

export type Part = (typeof partOf)[BillableUnit];
