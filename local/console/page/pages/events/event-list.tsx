import { useLayoutEffect } from 'preact/hooks';
import { WindowedList } from '../../parts/windowed-list.tsx';
import { isNarrow } from '../../state/is-narrow.ts';
import { connection, isReadingBefore } from '../../state/rows.ts';
import { session } from '../../state/session.ts';
import { zoneName } from '../../state/time-zone.ts';
import { EventRow, rowId } from './event-row.tsx';
import {
  clearFilter,
  cursor,
  hold,
  isFiltered,
  isFollowing,
  list,
  openKey,
  pause,
  rememberFirst,
} from './shown-rows.ts';

export function EventList() {
  const { shown, waiting, all } = list.value;
  // Before the next key comes: Enter opens what has the focus.
  useLayoutEffect(focusCursor, [cursor.value]);
  useLayoutEffect(() => {
    const { activeElement } = document;
    const isOnOther = activeElement?.id !== rowId(cursor.value ?? '');
    if (activeElement?.matches('a.event-row') && isOnOther) focusCursor();
  });
  const isLoading = connection.value.state === 'connecting' || (all === 0 && isReadingBefore.value);
  if (isLoading) return <p class="skeleton" aria-busy="true" />;
  if (all === 0) return <NeverAny />;
  if (shown.length + waiting === 0) return <NoMatch all={all} />;
  return (
    <div class="panel events-list">
      <div class="event-row event-head" aria-hidden="true">
        <span>Time ({zoneName.value})</span>
        <span>Outcome</span>
        <span>Source</span>
        <span>Type</span>
        <span>Delivery id</span>
        <span>Destinations</span>
        <span class="event-latency">Latency</span>
      </div>
      {waiting > 0 && (
        <button type="button" class="events-waiting" onClick={letIn}>
          {waiting.toLocaleString('en-US')} new ↑
        </button>
      )}
      <WindowedList
        items={shown}
        keyOf={({ key }) => key}
        rowHeight={isNarrow.value ? 60 : 32}
        label="Webhooks, the newest first"
        seen={cursor.value ?? openKey.value}
        followsTop={isFollowing.value}
        onScrolled={(first) => {
          rememberFirst(shown[first]?.key);
          if (first > 0) pause();
        }}
      >
        {(row) => <EventRow row={row} />}
      </WindowedList>
    </div>
  );
}

/** Keys stand on the same row, wherever it has moved to. */
function focusCursor(): void {
  if (cursor.value === undefined) return;
  document.getElementById(rowId(cursor.value))?.focus({ preventScroll: true });
}

function letIn(): void {
  hold();
  cursor.value = list.value.shown[0]?.key;
}

function NeverAny() {
  const { stage, isEmbedded } = session.value ?? {};
  const name = isEmbedded ? 'local' : stage;
  return (
    <section class="panel events-empty">
      <h2>No webhook has come in the last 15 minutes</h2>
      <p>
        They are shown here as they come. <a href="/send">Send one</a>, or by a command:
      </p>
      <pre>npx spillway send --stage {name}</pre>
    </section>
  );
}

function NoMatch({ all }: { readonly all: number }) {
  if (!isFiltered.value) return null;
  return (
    <section class="panel events-empty">
      <h2>No match</h2>
      <p>
        0 of {all.toLocaleString('en-US')} webhooks are of this filter.{' '}
        <button type="button" onClick={clearFilter}>
          Clear filters
        </button>
      </p>
    </section>
  );
}
