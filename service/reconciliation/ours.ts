import { deliveryKey } from '../webhook/delivery-key.ts';
import type { Wanted } from './ports.ts';

export interface OursPorts {
  readonly source: string;
  /** All that its webhooks may be delivered to. */
  readonly receivers: readonly string[];
  /** Of these keys, those that the table of deliveries has. */
  readonly findDeliveries: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The ids that ingestion's lines say were accepted. Milliseconds since 1970. */
  readonly readAccepted: (
    source: string,
    range: { readonly from: number; readonly to: number },
  ) => Promise<ReadonlySet<string>>;
  readonly clock: () => number;
}

/**
 * Tells which webhooks are ours, however they ended. The table has a row of each that was once about to be delivered.
 * Only for the others ingestion's lines are read, which costs more: one that no route takes, that waits, or that SQS
 * itself moved to the dead letters.
 */
export function createOurs({ source, receivers, findDeliveries, readAccepted, clock }: OursPorts) {
  const keysOf = (deliveryId: string) =>
    receivers.map((receiver) => deliveryKey({ source, deliveryId }, receiver));
  return async (wanted: readonly Wanted[]): Promise<ReadonlySet<string>> => {
    const rows = await findDeliveries(wanted.flatMap(({ id }) => keysOf(id)));
    const hasRow = ({ id }: Wanted) => keysOf(id).some((key) => rows.has(key));
    const others = wanted.filter((one) => !hasRow(one));
    const ours = new Set(wanted.filter(hasRow).map(({ id }) => id));
    if (others.length === 0) return ours;
    const from = others.reduce((least, { since }) => Math.min(least, since), clock());
    const accepted = await readAccepted(source, { from, to: clock() });
    for (const { id } of others) if (accepted.has(id)) ours.add(id);
    return ours;
  };
}
