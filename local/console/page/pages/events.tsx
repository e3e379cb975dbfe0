import { useEffect } from 'preact/hooks';
import { useKeys } from '../parts/keyboard.ts';
import { go } from '../state/location.ts';
import { toggleSelected } from '../state/selection.ts';
import { EventFilters } from './events/event-filters.tsx';
import { EventList } from './events/event-list.tsx';
import { rowId } from './events/event-row.tsx';
import { Inspector } from './events/inspector.tsx';
import {
  addressOfList,
  addressOfRow,
  cursor,
  holdOnce,
  isFollowing,
  list,
  moveCursor,
  openKey,
  pause,
  setFollowing,
} from './events/shown-rows.ts';
import './events.css';

/** The webhooks as they come, and one of them beside the list. */
export function EventsPage() {
  const key = openKey.value;
  const isHeld = list.value.all > 0 && !isFollowing.value;
  useEffect(() => {
    holdOnce();
  }, [isHeld]);
  useKeys({
    next: () => step(1),
    previous: () => step(-1),
    open: () => cursor.value !== undefined && go(addressOfRow(cursor.value)),
    close: () => openKey.value !== undefined && close(),
    select: () => cursor.value !== undefined && toggleSelected(cursor.value),
    follow: () => setFollowing(!isFollowing.value),
  });
  return (
    <div class={`events ${key === undefined ? '' : 'has-open'}`}>
      <div class="events-all">
        <h1>Events</h1>
        <EventFilters />
        <EventList />
      </div>
      {key !== undefined && <Inspector key={key} of={key} onClose={close} />}
    </div>
  );
}

function step(by: 1 | -1): void {
  pause();
  const row = moveCursor(by);
  if (row !== undefined && openKey.value !== undefined) {
    go(addressOfRow(row.key), { replaces: true });
  }
}

/** Who closes it stands on its row again. */
function close(): void {
  const { value: key } = openKey;
  cursor.value = key;
  go(addressOfList(), { replaces: true });
  requestAnimationFrame(() => {
    document.getElementById(rowId(key ?? ''))?.focus({ preventScroll: true });
  });
}
