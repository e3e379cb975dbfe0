import type { ConsoleContext } from '../endpoint.ts';
import type { ReplayedRow } from './replay-desk.ts';

/** Those of the rows that were accepted; a refused one is stored nowhere, and one that was forgotten is not known any more. */
export function rowsOfOrder(
  keys: readonly string[],
  { feed }: Pick<ConsoleContext, 'feed'>,
): readonly ReplayedRow[] {
  const rows = [...new Set(keys)].flatMap((key) => feed.find(key) ?? []);
  return rows.flatMap(({ source, deliveryId, at }) =>
    source === undefined || deliveryId === undefined ? [] : [{ source, deliveryId, at }],
  );
}
