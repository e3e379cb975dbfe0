import { printable } from '../../../../../client/terminal/printable.ts';
import type { WebhookRow } from '../../../server/feed/webhook-row.ts';
import { OutcomeBadge } from '../../parts/outcome-badge.tsx';
import { msText, shortId } from '../../parts/short-text.ts';
import { timeText } from '../../parts/time-text.ts';
import { isNarrow } from '../../state/is-narrow.ts';
import { selection, toggleSelected } from '../../state/selection.ts';
import { session } from '../../state/session.ts';
import { addressOfRow, cursor, openKey, pause } from './shown-rows.ts';

/** One line of the list; on a telephone two. */
export function EventRow({ row }: { readonly row: WebhookRow }) {
  const { key, at, outcome, source, type, deliveryId, destinations, latencyMs } = row;
  const isOpen = openKey.value === key;
  const isSelected = selection.value.has(key);
  return (
    <>
      <a
        class="event-row"
        id={rowId(key)}
        href={addressOfRow(key)}
        aria-current={isOpen ? 'true' : undefined}
        data-cursor={cursor.value === key ? '' : undefined}
        onPointerDown={pause}
        onFocus={() => {
          pause();
          cursor.value = key;
        }}
      >
        <time class="mono event-time" dateTime={new Date(at).toISOString()}>
          {timeText(at)}
        </time>
        <OutcomeBadge outcome={outcome} />
        <span class="event-source">{source === undefined ? '–' : printable(source)}</span>
        <span class="event-type">{type === undefined ? '–' : printable(type)}</span>
        <span class="mono event-id" title={deliveryId && printable(deliveryId)}>
          {deliveryId === undefined ? '–' : shortId(deliveryId, isNarrow.value ? 14 : 20)}
        </span>
        <span class="event-destinations">{printable(destinations.join(', ')) || '–'}</span>
        <span class="mono event-latency">{msText(latencyMs)}</span>
      </a>
      {session.value?.mayWrite && deliveryId !== undefined && (
        <input
          type="checkbox"
          class="event-select"
          aria-label={`Select ${printable(deliveryId)}`}
          checked={isSelected}
          onPointerDown={pause}
          onChange={() => toggleSelected(key)}
        />
      )}
    </>
  );
}

export function rowId(key: string): string {
  return `row-${key}`;
}
