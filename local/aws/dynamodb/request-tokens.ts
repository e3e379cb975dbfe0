import { hash } from 'node:crypto';
import { TableFault } from './table-fault.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const rememberedMs = 600_000;

interface Written {
  /** Of the request: a run of ten minutes would hold a copy of each item otherwise. */
  readonly digest: string;
  readonly at: number;
}

/** The tokens that make a repeated transaction have no effect, for ten minutes from when it was written. */
export class RequestTokens {
  readonly #now: () => number;
  /** The digests of what is under way. */
  readonly #begun = new Map<string, string>();
  /** The oldest first, so that forgetting looks at no more of them than it drops. */
  readonly #written = new Map<string, Written>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#begun.size + this.#written.size;
  }

  /**
   * Runs `write`, unless the same request was written before.
   *
   * @param request all that must be the same for the same token
   */
  async once(token: string, request: string, write: () => Promise<void>): Promise<void> {
    this.#forget();
    const digest = hash('sha256', request, 'base64');
    const begun = this.#begun.get(token);
    const known = begun ?? this.#written.get(token)?.digest;
    if (known !== undefined && known !== digest) throw mismatch();
    if (begun !== undefined) throw inProgress();
    if (known !== undefined) return;
    this.#begun.set(token, digest);
    try {
      await write();
      this.#written.set(token, { digest, at: this.#now() });
    } finally {
      this.#begun.delete(token);
    }
  }

  #forget(): void {
    const before = this.#now() - rememberedMs;
    for (const [token, { at }] of this.#written) {
      if (at >= before) return;
      this.#written.delete(token);
    }
  }
}

const mismatch = () =>
  new TableFault(
    'IdempotentParameterMismatchException',
    'Request parameters do not match with the idempotent token used before.',
  );

const inProgress = () =>
  new TableFault(
    'TransactionInProgressException',
    'The transaction with the given request token is already in progress.',
  );
