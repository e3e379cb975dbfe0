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
import { claimAlone, claimTogether, putAll, type Standing } from './claim-deliveries.ts';
import {
  completedItem,
  FAILED,
  historyOf,
  INPROGRESS,
  type Item,
  isClaimable,
  toRecord,
} from './delivery-record.ts';
import { gatherCalls } from './gather-calls.ts';
import { isTimeKnown } from './true-time.ts';
import { waitOutConflicts } from './wait-out-conflicts.ts';

/** DynamoDB's limit for one batch of puts. Ten webhooks with two destinations each fit into it. */
const writeLimit = 25;

/**
 * The same length that a dead letter keeps of an error. An item has room for 400 KB: a claim with a longer error
 * could not be given up.
 */
const errorLimit = 500;

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
  readonly #errors = new Map<string, string>();
  /** Until when this function's claims hold, which tells them from those of others. */
  readonly #leases = new Map<string, number>();
  #timeAsked: Promise<unknown> | undefined;
  readonly #claim: (record: IdempotencyRecord) => Promise<Standing>;
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
   * The error that the record is to keep. Call it before the function that Powertools runs throws. A claim that is
   * given up without it does not count as an attempt.
   */
  noteError(key: string, error: string): void {
    this.#errors.set(key, error.slice(0, errorLimit).toWellFormed());
  }

  /** Uses the key itself, not its hash, because people search the table for a delivery id. */
  protected override getHashedIdempotencyKey(data: string): string {
    return data;
  }

  protected async _putRecord(given: IdempotencyRecord): Promise<void> {
    if (!isTimeKnown(this.#client)) await this.#askTime(given.idempotencyKey);
    const record = this.#byTrueTime(given);
    const standing = await this.#claim(record);
    if (standing === 'claimed') {
      this.#keepLease(record);
      return;
    }
    if (standing !== 'unknown' && !isClaimable(standing, this.#now())) {
      throw alreadyThere(record, toRecord(standing));
    }
    const claimed = await claimAlone(this.#client, this.#table, record, this.#now());
    if (claimed.kind === 'refused') {
      throw alreadyThere(record, claimed.item && toRecord(claimed.item));
    }
    this.#keepLease(record);
    this.#histories.set(record.idempotencyKey, historyOf(claimed.previous));
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.#forget(record.idempotencyKey);
    await this.#complete(completedItem(record));
  }

  protected async _deleteRecord({ idempotencyKey: id }: IdempotencyRecord): Promise<void> {
    const error = this.#errors.get(id);
    const lease = this.#leases.get(id) ?? 0;
    this.#forget(id);
    const update = new UpdateItemCommand({
      TableName: this.#table,
      Key: { id: { S: id } },
      ...endOf(lease, error, this.#version),
    });
    try {
      await waitOutConflicts(() => this.#client.send(update));
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

/** What ends this claim alone. */
function endOf(lease: number, error: string | undefined, version: string) {
  const end = {
    UpdateExpression: 'SET #status = :failed',
    ConditionExpression: '#status = :claimed AND in_progress_expiration = :lease',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':failed': { S: FAILED },
      ':claimed': { S: INPROGRESS },
      ':lease': { N: String(lease) },
    },
  };
  if (error === undefined) return end;
  return {
    ...end,
    UpdateExpression: `${end.UpdateExpression}, #version = :version, lastError = :error, firstError = if_not_exists(firstError, :error) ADD attempts :one`,
    ExpressionAttributeNames: { ...end.ExpressionAttributeNames, '#version': 'version' },
    ExpressionAttributeValues: {
      ...end.ExpressionAttributeValues,
      ':version': { S: version },
      ':error': { S: error },
      ':one': { N: '1' },
    },
  };
}

function alreadyThere(record: IdempotencyRecord, standing: IdempotencyRecord | undefined) {
  const message = `There is a record already: ${record.idempotencyKey}`;
  return new IdempotencyItemAlreadyExistsError(message, standing);
}
