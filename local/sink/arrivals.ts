/** One delivery that arrived with a good signature. */
export interface Arrival {
  readonly deliveryId: string;
  readonly destination: string;
  readonly source: string;
  readonly type: string;
  /** ISO 8601: when the service received the webhook. */
  readonly receivedAt: string;
  /** ISO 8601: when it was here, whole. */
  readonly arrivedAt: string;
  readonly bytes: number;
  /** SHA-256 of the body, in lower-case hex. */
  readonly sha256: string;
}

/** Pages of at most this many, so that a reader of a long run gets along. */
const pageSize = 10_000;

/** The arrivals, in order. Kept in memory as long as the stack runs. */
export class Arrivals {
  readonly #all: Arrival[] = [];
  readonly #ids = new Set<string>();

  add(arrival: Arrival): void {
    this.#all.push(arrival);
    this.#ids.add(arrival.deliveryId);
  }

  /** @param after how many to leave out from the beginning: the `next` of the page before */
  page(after: number): { readonly next: number; readonly deliveries: readonly Arrival[] } {
    const deliveries = this.#all.slice(after, after + pageSize);
    return { next: after + deliveries.length, deliveries };
  }

  counts(): { readonly total: number; readonly distinct: number } {
    return { total: this.#all.length, distinct: this.#ids.size };
  }
}
