import { TableFault } from './table-fault.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const rememberedMs = 600_000;

interface Known {
  readonly request: string;
  /** When it was written; `undefined` while it is under way. */
  doneAt?: number;
}

/** The tokens that make a repeated transaction have no effect, for ten minutes from when it was written. */
export class RequestTokens {
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Runs `write`, unless the same request was written before.
   *
   * @param request all that must be the same for the same token
   */
  async once(token: string, request: string, write: () => Promise<void>): Promise<void> {
    this.#forget();
    const known = this.#known.get(token);
    if (known !== undefined) {
      refuseRepeated(known, request);
      return;
    }
    const begun: Known = { request };
    this.#known.set(token, begun);
    try {
      await write();
      begun.doneAt = this.#now();
    } finally {
      if (begun.doneAt === undefined) this.#known.delete(token);
    }
  }

  #forget(): void {
    const before = this.#now() - rememberedMs;
    for (const [token, { doneAt = Number.POSITIVE_INFINITY }] of this.#known) {
      if (doneAt < before) this.#known.delete(token);
    }
  }
}

function refuseRepeated({ request, doneAt }: Known, repeated: string): void {
  if (request !== repeated) {
    throw new TableFault(
      'IdempotentParameterMismatchException',
      'Request parameters do not match with the idempotent token used before.',
    );
  }
  if (doneAt !== undefined) return;
  throw new TableFault(
    'TransactionInProgressException',
    'The transaction with the given request token is already in progress.',
  );
}
