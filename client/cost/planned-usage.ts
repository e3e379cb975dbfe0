import type { StageUsage } from './usage.ts';

const gigabyte = 2 ** 30;
const kilobyte = 1024;

/** GitHub webhooks of 8 KB with one destination, in the settings of prod, as they were planned. */
export const plannedUsage: StageUsage = {
  perWebhook: {
    ...{ restRequest: 1, aclRequest: 1, writeUnit: 3, queueCall: 1.5 },
    ...{ invocation: 1.25, gigabyteSecond: 0.006 + 0.25 * 0.04 },
    logGigabyte: (2.2 * kilobyte) / gigabyte,
    logGigabyteMonth: (0.15 * 3 * 2.2 * kilobyte) / gigabyte,
    gigabyteOut: (9.5 * kilobyte) / gigabyte,
    // 20 days of 350 bytes are kept.
    tableGigabyte: (350 * 20) / 30.4 / gigabyte,
    recoverableGigabyte: (350 * 20) / 30.4 / gigabyte,
  },
  tracesPerWebhook: 1,
  perMonth: {
    ...{ customMetric: 30, alarmMetric: 50, compositeAlarm: 4, dashboard: 2 },
    ...{ acl: 1, aclRule: 1, secret: 3, secretCall: 210_000 },
    // Five pollers, each of which waits 20 s for a message.
    queueCall: 657_000,
  },
};
