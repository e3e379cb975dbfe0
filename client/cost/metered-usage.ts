import { functionCost } from './function-cost.ts';
import type { MeterReading } from './read-meter.ts';
import { addUsage, type StageUsage, type Usage } from './usage.ts';
import { byTime } from './usage-by-time.ts';

/** Fewer say more of how a function starts than of what a webhook costs. */
export const fewestWebhooks = 100;

/**
 * What each webhook used of what a meter counted. What was refused is shared by those that were accepted. Functions
 * count by their own time, not by this machine's clock.
 *
 * @param hasAcl whether a web ACL looks at each request
 */
export function meteredUsage(
  { accepted, usage, functions }: MeterReading,
  hasAcl: boolean,
): Pick<StageUsage, 'perWebhook' | 'traces'> {
  const counted = usage.filter(({ unit, of }) => !byTime[unit]?.test(of));
  const each: Usage = addUsage(
    ...counted.map(({ unit, amount }) => ({ [unit]: amount / accepted })),
  );
  const { trace: _, ...counts } = each;
  const perWebhook = { ...counts, gigabyteSecond: functionCost({ accepted, functions }).own };
  const tracesOf = (isMeant: (of: string) => boolean) =>
    counted
      .filter(({ unit, of }) => unit === 'trace' && isMeant(of))
      .reduce((sum, { amount }) => sum + amount / accepted, 0);
  const isGateway = (of: string) => of === 'API Gateway';
  return {
    perWebhook: { ...perWebhook, ...(hasAcl ? { aclRequest: each.restRequest ?? 0 } : {}) },
    traces: { gateway: tracesOf(isGateway), behindQueue: tracesOf((of) => !isGateway(of)) },
  };
}
