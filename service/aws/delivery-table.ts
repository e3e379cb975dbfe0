import {
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
} from '@aws-lambda-powertools/idempotency';
import {
  BasePersistenceLayer,
  type IdempotencyRecord,
} from '@aws-lambda-powertools/idempotency/persistence';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DeliveryHistory } from '../webhook/settled.ts';
import { claimAlone, claimTogether, putAll } from './claim-deliveries.ts';
import {
  type ClaimItem,
  claimItem,
  completedItem,
  historyOf,
  type Item,
  toRecord,
} from './delivery-record.ts';
import { endOfAttempt, endOfClaim } from './end-claim.ts';
import { gatherCalls } from './gather-calls.ts';
import { isTimeKnown } from './true-time.ts';

/** DynamoDB's limit for one batch of writes. Ten webhooks with two destinations each fit into it. */
const writeLimit = 25;

/**
 * Where Powertools Idempotency keeps its records. All claims of one batch of webhooks are one call, and so are all
 * completions. Powertools' own layer makes two calls for each delivery, and these cost more CPU than everything
 * else that is done for a webhook. A failed delivery keeps its record, with the error.
 *
 * @see
 *   https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#create-your-own-persistent-store
 */
export class DeliveryTable extends BasePersistenceLayer {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #now: () => number;
  readonly #version: string;
  readonly #histories = new Map<string, DeliveryHistory>();
  readonly #errors = new Map<string, unknown>();
  /** Until when this function's claims hold, which tells them from those of others. */
  readonly #leases = new Map<string, number>();
  #timeAsked: Promise<unknown> | undefined;
  readonly #claim: (claim: ClaimItem) => Promise<boolean>;
  readonly #complete: (item: Item) => Promise<void>;

  /**
   * @param now milliseconds since 1970
   * @param version of this function, stored with each failure
   */
  constructor(client: DynamoDBClient, table: string, now: () => number, version: string) {
    super();
    this.#client = client;
    this.#table = table;
    this.#now = now;
    this.#version = version;
    this.#claim = gatherCalls(claimTogether(client, table), writeLimit);
    this.#complete = gatherCalls(putAll(client, table), writeLimit);
  }

  /** The failed attempts known from before, once a delivery is claimed. */
  historyOf(key: string): DeliveryHistory {
    return this.#histories.get(key) ?? { attempts: 0 };
  }

  /**
   * The error whose text and HTTP status the record is to keep. Call it before the function that Powertools runs
   * throws. A claim that is given up without it does not count as an attempt.
   */
  noteError(key: string, error: unknown): void {
    this.#errors.set(key, error);
  }

  /** Uses the key itself, not its hash, because people search the table for a delivery id. */
  protected override getHashedIdempotencyKey(data: string): string {
    return data;
  }

  protected async _putRecord(given: IdempotencyRecord): Promise<void> {
    if (!isTimeKnown(this.#client)) await this.#askTime(given.idempotencyKey);
    const record = this.#byTrueTime(given);
    const claim = claimItem(record, this.#now());
    if (!(await this.#claim(claim))) {
      const claimed = await claimAlone(this.#client, this.#table, claim);
      if (claimed.kind === 'refused') {
        throw alreadyThere(record, claimed.item && toRecord(claimed.item));
      }
      this.#histories.set(record.idempotencyKey, historyOf(claimed.previous));
    }
    this.#keepLease(record);
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    const history = this.historyOf(record.idempotencyKey);
    this.#forget(record.idempotencyKey);
    await this.#complete(completedItem(record, history));
  }

  protected async _deleteRecord({ idempotencyKey: id }: IdempotencyRecord): Promise<void> {
    const lease = this.#leases.get(id) ?? 0;
    const failure = this.#errors.has(id) && {
      ...{ error: this.#errors.get(id), history: this.historyOf(id) },
      ...{ version: this.#version, now: this.#now() },
    };
    this.#forget(id);
    const update = new UpdateItemCommand({
      TableName: this.#table,
      Key: { id: { S: id } },
      ...(failure ? endOfAttempt(lease, failure) : endOfClaim(lease)),
    });
    try {
      await this.#client.send(update);
    } catch (failure) {
      // An attempt of the SDK whose answer got lost, or the claim of another function once the lease was over.
      if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
    }
  }

  protected async _getRecord(id: string): Promise<IdempotencyRecord> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: { id: { S: id } }, ConsistentRead: true }),
    );
    if (!Item) throw new IdempotencyItemNotFoundError();
    return toRecord(Item);
  }

  /**
   * Any answer tells the time. If this clock were minutes off, the first claims could end before their function
   * does.
   */
  async #askTime(id: string): Promise<void> {
    this.#timeAsked ??= this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: { id: { S: id } } }),
    );
    await this.#timeAsked;
  }

  /** Powertools counts leases by this machine's clock, which may be minutes off. */
  #byTrueTime(record: IdempotencyRecord): IdempotencyRecord {
    const offset = this.#now() - Date.now();
    record.inProgressExpiryTimestamp = (record.inProgressExpiryTimestamp ?? 0) + offset;
    return record;
  }

  #keepLease({ idempotencyKey, inProgressExpiryTimestamp = 0 }: IdempotencyRecord): void {
    this.#leases.set(idempotencyKey, inProgressExpiryTimestamp);
  }

  #forget(id: string): void {
    this.#errors.delete(id);
    this.#leases.delete(id);
    this.#histories.delete(id);
  }
}

function alreadyThere(record: IdempotencyRecord, standing: IdempotencyRecord | undefined) {
  const message = `There is a record already: ${record.idempotencyKey}`;
  return new IdempotencyItemAlreadyExistsError(message, standing);
}
