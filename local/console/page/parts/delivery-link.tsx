import { currentRows, version } from '../state/rows.ts';
import { shortId } from './short-text.ts';

/** The newest row with a delivery id; until it has come, a search for it. */
export function DeliveryLink({ id }: { readonly id: string }) {
  version.value;
  const row = currentRows().findLast(({ deliveryId }) => deliveryId === id);
  const href =
    row === undefined
      ? `/events?q=${encodeURIComponent(id.toWellFormed())}`
      : `/events/${encodeURIComponent(row.key)}`;
  return (
    <a href={href}>
      Open <span class="mono isolated">{shortId(id)}</span>
      {row && `: ${row.outcome}`}
    </a>
  );
}
