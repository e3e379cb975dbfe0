import type { StageUsage, Usage } from './usage.ts';

const gigabyte = 2 ** 30;
const kilobyte = 1024;

/** Of a delivery in the table: so many bytes for so many days. */
const storedBytes = 350;
const storedDays = 20;
const monthDays = 30.4;
const logMonths = 3;
/** Logs are billed as they are kept: compressed. */
const logCompression = 0.15;

/** What is kept of a webhook when it is over: its rows, and its lines of logs for 90 days. */
export function keptUsage({ logGigabyte = 0 }: Usage): Usage {
  const gigabyteMonths = (storedBytes * storedDays) / monthDays / gigabyte;
  return {
    tableGigabyte: gigabyteMonths,
    recoverableGigabyte: gigabyteMonths,
    logGigabyteMonth: logCompression * logMonths * logGigabyte,
  };
}

/** Ingestion's line, processing's with its share of a batch's metrics, and an entry of the access log; each with 26 bytes more. */
const logGigabyte = (569 + 690 + 335) / gigabyte;

/** GitHub webhooks of 8 KB with one destination, in the settings of prod, as they were planned. */
export const plannedUsage: StageUsage = {
  perWebhook: {
    ...{ restRequest: 1, aclRequest: 1, writeUnit: 2, queueCall: 1.5 },
    ...{ invocation: 1.25, gigabyteSecond: 0.006 + 0.25 * 0.04 },
    logGigabyte,
    gigabyteOut: (9.5 * kilobyte) / gigabyte,
    ...keptUsage({ logGigabyte }),
  },
  traces: { gateway: 1, behindQueue: 0.25 },
  sampling: { perSecond: 0, share: 0.01 },
  perMonth: {
    ...{ customMetric: 30, alarmMetric: 50, compositeAlarm: 4, dashboard: 2 },
    ...{ acl: 1, aclRule: 1, secret: 3, secretCall: 210_000 },
    // Five pollers, each of which waits 20 s for a message.
    queueCall: 657_000,
  },
};
