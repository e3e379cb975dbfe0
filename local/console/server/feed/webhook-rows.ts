import type { RowLine } from './read-row-line.ts';
import type { WebhookRow } from './webhook-row.ts';

/**
 * The latest requests. Where there are a tenth more than `most`, those that were received first go: a look back hears of
 * old ones last.
 */
export class WebhookRows {
  readonly #most: number;
  #rows = new Map<string, WebhookRow>();
  /** When the line was written that the outcome is from. */
  readonly #toldAt = new Map<string, number>();

  constructor(most = 10_000) {
    this.#most = most;
  }

  get size(): number {
    return this.#rows.size;
  }

  all(): readonly WebhookRow[] {
    return [...this.#rows.values()];
  }

  find(key: string): WebhookRow | undefined {
    return this.#rows.get(key);
  }

  clear(): void {
    this.#rows.clear();
    this.#toldAt.clear();
  }

  /** @returns the row as it is now */
  add(line: RowLine): WebhookRow {
    const row = this.#merged(line);
    this.#rows.set(line.key, row);
    if (this.#rows.size > this.#most * 1.1) this.#forgetOldest();
    return row;
  }

  /** Lines may come in another order than they were written. */
  #merged({ key, at, outcome, receivedAt, fields }: RowLine): WebhookRow {
    const before = this.#rows.get(key);
    const isNews = at >= (this.#toldAt.get(key) ?? 0) && outcome !== 'in-flight';
    if (isNews) this.#toldAt.set(key, at);
    // Why it failed before is no reason of how it ended now.
    const { why: _, ...lasting } = before ?? {};
    const [older, newer = {}] = isNews ? [lasting, fields] : [fields, before];
    return {
      destinations: [],
      ...older,
      ...newer,
      key,
      at: receivedAt ?? before?.at ?? at,
      outcome: isNews || before === undefined ? outcome : before.outcome,
    };
  }

  #forgetOldest(): void {
    const byReceipt = [...this.#rows].sort(([, a], [, b]) => a.at - b.at);
    const kept = byReceipt.splice(-this.#most);
    for (const [key] of byReceipt) this.#toldAt.delete(key);
    this.#rows = new Map(kept);
  }
}
