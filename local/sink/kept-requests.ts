import type { DestinationConfig } from '../../service/webhook/destination-config.ts';

/** What was delivered, whole. */
export interface DeliveredRequest {
  readonly kind: DestinationConfig['type'];
  readonly destination: string;
  /** Absent where what arrived doesn't tell it: a message to people. */
  readonly deliveryId?: string;
  /** Of a message, its first line; else what it is. Never the body. */
  readonly title?: string;
  /** ISO 8601 */
  readonly arrivedAt: string;
  /** Over HTTP its method, else the action of AWS, such as `SendEmail`. */
  readonly method: string;
  /** Where it was called, or the name of the queue, the bus, the recipients. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the destination made of it. */
export interface RequestEnd {
  readonly verdict: 'accepted' | 'refused';
  /** Of a refusal. */
  readonly why?: string;
  /** Absent where none was given. */
  readonly answer?: KeptAnswer | undefined;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** It changes until the request has its answer. */
export interface KeptRequest extends DeliveredRequest, Partial<RequestEnd> {
  /** Counts from 1. */
  readonly number: number;
}

export interface KeepLimits {
  readonly requests: number;
  /** Of bodies, headers and answers together. */
  readonly bytes: number;
}

const limits: KeepLimits = { requests: 1000, bytes: 67_108_864 };

/** The newest requests, whole. The oldest ones make room. */
export class KeptRequests {
  readonly #limits: KeepLimits;
  /** In order of their numbers, which have no gaps. */
  readonly #kept: KeptRequest[] = [];
  #bytes = 0;
  #last = 0;

  constructor(given: KeepLimits = limits) {
    this.#limits = given;
  }

  /** @returns its number, with which it can be ended */
  keep(request: DeliveredRequest, end?: RequestEnd): number {
    this.#last++;
    const kept = { ...request, ...end, number: this.#last };
    this.#kept.push(kept);
    this.#bytes += sizeOf(kept);
    this.#makeRoom();
    return this.#last;
  }

  /** Says what became of a request. What is said twice holds as it was said last. */
  end(number: number, end: Partial<RequestEnd & Pick<DeliveredRequest, 'title'>>): void {
    const kept = this.get(number);
    if (kept === undefined) return;
    this.#bytes -= sizeOf(kept);
    Object.assign(kept, end);
    this.#bytes += sizeOf(kept);
    this.#makeRoom();
  }

  get(number: number): KeptRequest | undefined {
    const [first] = this.#kept;
    return first && this.#kept[number - first.number];
  }

  /** Newest first. */
  find(isSought: (request: KeptRequest) => boolean): readonly KeptRequest[] {
    return this.#kept.filter(isSought).toReversed();
  }

  /** How many are kept now, of all there ever were. */
  counts(): { readonly kept: number; readonly total: number } {
    return { kept: this.#kept.length, total: this.#last };
  }

  #makeRoom(): void {
    while (this.#kept.length > this.#limits.requests || this.#bytes > this.#limits.bytes) {
      const oldest = this.#kept.shift();
      if (oldest === undefined) return;
      this.#bytes -= sizeOf(oldest);
    }
  }
}

function sizeOf({ headers, body, answer }: KeptRequest): number {
  return (
    body.length + textLength(headers) + textLength(answer?.headers) + (answer?.body?.length ?? 0)
  );
}

function textLength(headers: Readonly<Record<string, string>> = {}): number {
  return Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    0,
  );
}
