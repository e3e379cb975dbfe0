import type { DeliverOnce } from '../../service/processing/deliver-to.ts';
import type { Settled } from '../../service/webhook/settled.ts';

/** The table in memory: what is settled, and what failed before. */
export function rememberDeliveries() {
  const settled = new Map<string, Settled>();
  const failed = new Map<string, string[]>();
  const deliverOnce: DeliverOnce = async (key, work) => {
    const known = settled.get(key);
    if (known) return { ...known, isRemembered: true };
    const errors = failed.get(key) ?? [];
    try {
      const [firstError] = errors;
      const result = await work({
        attempts: errors.length,
        ...(firstError === undefined ? {} : { firstError }),
      });
      settled.set(key, result);
      return { ...result, isRemembered: false };
    } catch (error) {
      failed.set(key, [...errors, (error as Error).message]);
      throw error;
    }
  };
  return { settled, deliverOnce };
}
