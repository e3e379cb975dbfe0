import type { BillableUnit } from '../../dashboards/list-prices.ts';
import type { MeterReading } from './read-meter.ts';
import { addUsage, type StageUsage, type Usage } from './usage.ts';

/** Fewer say more of how a function starts than of what a webhook costs. */
export const fewestWebhooks = 100;

/** What goes by time and not by webhooks. */
const byTime: Readonly<Partial<Record<BillableUnit, RegExp>>> = {
  queueCall: /, empty$/,
  secretCall: /^/,
  invocation: /-(audit|reconciliation)\b/,
  gigabyteSecond: /-(audit|reconciliation)\b/,
  logGigabyte: /-(audit|reconciliation)\b/,
};

/**
 * What each webhook used of what a meter counted. What was refused is shared by those that were accepted.
 *
 * @param hasAcl whether a web ACL looks at each request
 */
export function meteredUsage(
  { accepted, usage }: MeterReading,
  hasAcl: boolean,
): Omit<StageUsage, 'perMonth'> {
  const counted = usage.filter(({ unit, of }) => !byTime[unit]?.test(of));
  const each: Usage = addUsage(
    ...counted.map(({ unit, amount }) => ({ [unit]: amount / accepted })),
  );
  const { trace: _, ...perWebhook } = each;
  const traces = counted.filter(({ unit }) => unit === 'trace');
  return {
    perWebhook: { ...perWebhook, ...(hasAcl ? { aclRequest: each.restRequest ?? 0 } : {}) },
    tracesPerWebhook: traces.map(({ amount }) => amount / accepted),
  };
}
