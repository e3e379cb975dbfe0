import { useEffect } from 'preact/hooks';
import { useKeys } from '../parts/keyboard.ts';
import { go, setQuery } from '../state/location.ts';
import { EventFilters } from './events/event-filters.tsx';
import { EventList } from './events/event-list.tsx';
import { Inspector } from './events/inspector.tsx';
import {
  addressOf,
  cursor,
  hold,
  holdOnce,
  isFollowing,
  list,
  moveCursor,
  openKey,
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
    open: () => cursor.value !== undefined && go(addressOf(cursor.value)),
    close: () => openKey.value !== undefined && close(),
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
  if (isFollowing.value) {
    hold();
    setQuery({ follow: '0' });
  }
  const row = moveCursor(by);
  if (row !== undefined && openKey.value !== undefined) {
    go(addressOf(row.key), { replaces: true });
  }
}

function close(): void {
  cursor.value = openKey.value;
  go(addressOf(undefined), { replaces: true });
}
