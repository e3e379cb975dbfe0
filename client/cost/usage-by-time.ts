import type { BillableUnit } from '../../dashboards/list-prices.ts';

const scheduled = /-(audit|reconciliation)\b/;

/** What goes by time and not by webhooks, by what used it. */
export const byTime: Readonly<Partial<Record<BillableUnit, RegExp>>> = {
  queueCall: /, empty$/,
  secretCall: /^/,
  invocation: scheduled,
  gigabyteSecond: scheduled,
  logGigabyte: scheduled,
  trace: scheduled,
};
