import { DeliveryInProgressError } from '../../service/errors.ts';
import type { DeliverOnce } from '../../service/processing/deliver-to.ts';
import type { Settled } from '../../service/webhook/settled.ts';

/** As deployed: twice the processing function's timeout. */
const leaseSeconds = 60;

/** The table in memory: what is settled, what failed before, and who has a delivery at the moment. */
export function rememberDeliveries(now: () => number = Date.now) {
  const settled = new Map<string, Settled>();
  const failed = new Map<string, { error: string; at: number }[]>();
  const claimed = new Set<string>();
  const deliverOnce: DeliverOnce = async (key, work) => {
    const known = settled.get(key);
    if (known) return { ...known, isRemembered: true };
    if (claimed.has(key)) throw new DeliveryInProgressError(leaseSeconds);
    const failures = failed.get(key) ?? [];
    claimed.add(key);
    try {
      const [first] = failures;
      const result = await work({
        attempts: failures.length,
        ...(first && { firstError: first.error, firstFailedAt: first.at }),
      });
      settled.set(key, result);
      return { ...result, isRemembered: false };
    } catch (error) {
      failed.set(key, [...failures, { error: (error as Error).message, at: now() }]);
      throw error;
    } finally {
      claimed.delete(key);
    }
  };
  return { settled, claimed, deliverOnce };
}
