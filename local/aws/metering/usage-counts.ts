import type { BillableUnit } from '../../../dashboards/list-prices.ts';
import type { BilledUsage } from '../observer.ts';

/** What was used, by what AWS bills and by what used it. */
export class UsageCounts {
  readonly #counts = new Map<string, BilledUsage>();

  add(unit: BillableUnit, of: string, amount: number): void {
    if (amount === 0) return;
    const key = `${unit} ${of}`;
    const before = this.#counts.get(key)?.amount ?? 0;
    this.#counts.set(key, { kind: 'billed-usage', unit, of, amount: before + amount });
  }

  all(): readonly BilledUsage[] {
    return [...this.#counts.values()];
  }

  /** All of it, and begins anew. */
  take(): readonly BilledUsage[] {
    const taken = this.all();
    this.#counts.clear();
    return taken;
  }
}
