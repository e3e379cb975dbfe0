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

/** What many arrivals have in common, kept once. */
type Kind = Pick<Arrival, 'destination' | 'source' | 'type'>;

/** Pages of at most this many, so that a reader of a long run gets along. */
const pageSize = 10_000;
const hashBytes = 32;

/**
 * The arrivals, in order. They are kept as long as the stack runs, since a load test compares each of them with what
 * was sent; so in columns, which take a third of the memory of objects.
 */
export class Arrivals {
  readonly #deliveryIds: string[] = [];
  readonly #distinct = new Set<string>();
  readonly #kinds: Kind[] = [];
  readonly #knownKinds = new Map<string, Kind>();
  readonly #receivedAt: number[] = [];
  /** Of arrivals whose time of receipt is not written as we write it, by index. */
  readonly #oddReceivedAt = new Map<number, string>();
  readonly #arrivedAt: number[] = [];
  readonly #bytes: number[] = [];
  #hashes = Buffer.alloc(pageSize * hashBytes);

  add({ deliveryId, receivedAt, arrivedAt, bytes, sha256, ...kind }: Arrival): void {
    const index = this.#deliveryIds.push(deliveryId) - 1;
    this.#distinct.add(deliveryId);
    this.#kinds.push(this.#kept(kind));
    const received = Date.parse(receivedAt);
    this.#receivedAt.push(received);
    if (textOf(received) !== receivedAt) this.#oddReceivedAt.set(index, receivedAt);
    this.#arrivedAt.push(Date.parse(arrivedAt));
    this.#bytes.push(bytes);
    this.#keepHash(index, sha256);
  }

  /** @param after how many to leave out from the beginning: the `next` of the page before */
  page(after: number): { readonly next: number; readonly deliveries: readonly Arrival[] } {
    const length = Math.max(0, Math.min(pageSize, this.#deliveryIds.length - after));
    const deliveries = Array.from({ length }, (_, index) => this.#at(after + index));
    return { next: after + deliveries.length, deliveries };
  }

  counts(): { readonly total: number; readonly distinct: number } {
    return { total: this.#deliveryIds.length, distinct: this.#distinct.size };
  }

  #kept(kind: Kind): Kind {
    const key = JSON.stringify([kind.destination, kind.source, kind.type]);
    const known = this.#knownKinds.get(key) ?? kind;
    this.#knownKinds.set(key, known);
    return known;
  }

  #keepHash(index: number, sha256: string): void {
    const start = index * hashBytes;
    if (start === this.#hashes.length) {
      this.#hashes = Buffer.concat([this.#hashes, Buffer.alloc(start)]);
    }
    this.#hashes.write(sha256, start, hashBytes, 'hex');
  }

  #at(index: number): Arrival {
    const start = index * hashBytes;
    return {
      deliveryId: this.#deliveryIds[index] ?? '',
      ...(this.#kinds[index] as Kind),
      receivedAt: this.#oddReceivedAt.get(index) ?? textOf(this.#receivedAt[index]),
      arrivedAt: textOf(this.#arrivedAt[index]),
      bytes: this.#bytes[index] ?? 0,
      sha256: this.#hashes.toString('hex', start, start + hashBytes),
    };
  }
}

/** ISO 8601; empty for what is no time. */
function textOf(milliseconds = Number.NaN): string {
  return Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString();
}
