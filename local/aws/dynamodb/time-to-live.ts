import { z } from 'zod';
import { getTable, type Item, runAction, type TableStore } from './dynalite.ts';

const update = z.strictObject({
  TableName: z.string(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() }),
});
const named = z.strictObject({ TableName: z.string() });

/** "Within a few days": until then reads find what is expired. */
const latenessSeconds = 172_800;
/** An item that expired longer ago is never deleted. */
const oldestSeconds = 157_680_000;

/**
 * Deletes items some time after they expired.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export class TimeToLive {
  readonly #store: TableStore;
  readonly #attributes = new Map<string, string>();

  constructor(store: TableStore) {
    this.#store = store;
  }

  async update(input: unknown): Promise<object> {
    const { TableName, TimeToLiveSpecification } = update.parse(input);
    await getTable(this.#store, TableName);
    const { AttributeName, Enabled } = TimeToLiveSpecification;
    if (Enabled) this.#attributes.set(TableName, AttributeName);
    else this.#attributes.delete(TableName);
    return { TimeToLiveSpecification };
  }

  async describe(input: unknown): Promise<object> {
    const { TableName } = named.parse(input);
    await getTable(this.#store, TableName);
    const AttributeName = this.#attributes.get(TableName);
    const found =
      AttributeName === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName };
    return { TimeToLiveDescription: found };
  }

  /** @param now milliseconds since 1970 */
  async deleteExpired(now: number): Promise<void> {
    for (const [TableName, attribute] of this.#attributes) {
      await deleteBetween(this.#store, TableName, attribute, {
        ':from': { N: String(Math.floor(now / 1000) - oldestSeconds) },
        ':to': { N: String(Math.floor(now / 1000) - latenessSeconds) },
      });
    }
  }
}

/** Only numbers are times; dynalite compares a number with numbers alone. */
async function deleteBetween(
  store: TableStore,
  TableName: string,
  attribute: string,
  ExpressionAttributeValues: Item,
): Promise<void> {
  const isExpired = '#expiry BETWEEN :from AND :to';
  const about = {
    TableName,
    ExpressionAttributeNames: { '#expiry': attribute },
    ExpressionAttributeValues,
  };
  const { Items } = (await runAction(store, 'Scan', {
    ...structuredClone(about),
    FilterExpression: isExpired,
  })) as { readonly Items: readonly Item[] };
  const { KeySchema } = (await getTable(store, TableName)) as {
    readonly KeySchema: readonly { readonly AttributeName: string }[];
  };
  for (const item of Items) {
    const Key = Object.fromEntries(
      KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
    );
    await runAction(store, 'DeleteItem', {
      ...structuredClone(about),
      Key,
      ConditionExpression: isExpired,
    }).catch(ignoreRenewed);
  }
}

/** An item that got another expiry meanwhile stays. */
function ignoreRenewed(error: unknown): void {
  if (Object(error).statusCode !== 400) throw error;
}
