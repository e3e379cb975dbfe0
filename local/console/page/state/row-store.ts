import type { WebhookRow } from '../../server/feed/webhook-row.ts';

/** The latest rows in the order of their receipt, the newest last. */
export class RowStore {
  readonly #most: number;
  readonly #placeOf = new Map<string, number>();
  #rows: WebhookRow[] = [];

  constructor(most = 10_000) {
    this.#most = most;
  }

  all(): readonly WebhookRow[] {
    return this.#rows;
  }

  rowOf(key: string): WebhookRow | undefined {
    const place = this.#placeOf.get(key);
    return place === undefined ? undefined : this.#rows[place];
  }

  replaceAll(rows: readonly WebhookRow[]): void {
    this.#rows = rows.toSorted(byReceipt).slice(-this.#most);
    this.#placeOf.clear();
    this.#index(0);
  }

  /** Rows that are known are replaced; others go where their time puts them, mostly at the end. */
  put(rows: readonly WebhookRow[]): void {
    const added: WebhookRow[] = [];
    for (const row of rows) {
      const place = this.#placeOf.get(row.key);
      if (place === undefined) added.push(row);
      else if (this.#rows[place]?.at === row.at) this.#rows[place] = row;
      else this.#move(place, row);
    }
    if (added.length > 0) this.#merge(added);
    if (this.#rows.length > this.#most * 1.1) this.replaceAll(this.#rows);
  }

  /** What was first heard of by a later line has another time once its receipt is known. */
  #move(place: number, row: WebhookRow): void {
    this.#rows.splice(place, 1);
    this.#placeOf.delete(row.key);
    this.#index(place);
    this.#merge([row]);
  }

  #merge(added: readonly WebhookRow[]): void {
    const earliest = Math.min(...added.map(({ at }) => at));
    let from = this.#rows.length;
    while (from > 0 && (this.#rows[from - 1]?.at ?? 0) > earliest) from -= 1;
    const behind = this.#rows.splice(from);
    for (const row of [...behind, ...added].sort(byReceipt)) this.#rows.push(row);
    this.#index(from);
  }

  #index(from: number): void {
    for (let place = from; place < this.#rows.length; place += 1) {
      const row = this.#rows[place];
      if (row !== undefined) this.#placeOf.set(row.key, place);
    }
  }
}

function byReceipt(a: WebhookRow, b: WebhookRow): number {
  return a.at - b.at;
}
