import { computed, signal } from '@preact/signals';
import type { WebhookRow } from '../../../server/feed/webhook-row.ts';
import { go, path, query, setQuery } from '../../state/location.ts';
import { currentRows, version } from '../../state/rows.ts';
import { session } from '../../state/session.ts';
import { filterNames, filterRows, holdBack, readFilter, searchOfFilter } from './row-filter.ts';

export const filter = computed(() => readFilter(query.value));
export const isFiltered = computed(() => Object.keys(filter.value).length > 0);

/** Of the row that is open beside the list. */
export const openKey = computed(() => {
  const [, page, key] = path.value.split('/');
  return page === 'events' && key ? decodeKey(key) : undefined;
});

function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The newest stay in sight until somebody scrolls or opens one. */
export const isFollowing = computed(
  () => query.value.get('follow') !== '0' && openKey.value === undefined,
);

/** Once a frame, and not once a row. The newest first. */
const matching = computed(() => {
  version.value;
  return filterRows(currentRows(), filter.value);
});

/** What was received later waits; milliseconds since 1970. */
const heldAt = signal<number | undefined>(undefined);

export const list = computed(() => {
  const rows = matching.value;
  const { shown, waiting } = holdBack(rows, isFollowing.value ? undefined : heldAt.value);
  return { shown, waiting, matching: rows.length, all: currentRows().length };
});

/** Holds the list from now on, or lets what waits in. */
export function hold(): void {
  const newest = currentRows().at(-1)?.at;
  const times = [newest, session.value?.now].filter((time) => time !== undefined);
  heldAt.value = times.length === 0 ? undefined : Math.max(...times);
}

/** @returns whether there is anything to hold yet */
export function holdOnce(): boolean {
  if (isFollowing.value) heldAt.value = undefined;
  else if (heldAt.value === undefined) hold();
  return heldAt.value !== undefined;
}

export function setFollowing(on: boolean): void {
  if (on && openKey.value !== undefined) go(addressOf(undefined, { follow: '' }));
  else setQuery({ follow: on ? undefined : '0' });
}

export function clearFilter(): void {
  setQuery(Object.fromEntries(filterNames.map((name) => [name, undefined])));
}

/** Of the list, or of one row beside it: with the same filter, and held where it is. */
export function addressOf(key: string | undefined, { follow = '0' } = {}): string {
  const kept = query.value.get('tab');
  const tab: Record<string, string> = key !== undefined && kept !== null ? { tab: kept } : {};
  const more: Record<string, string> = follow === '' ? tab : { ...tab, follow };
  const at = key === undefined ? '/events' : `/events/${encodeURIComponent(key)}`;
  return `${at}${searchOfFilter(filter.value, more)}`;
}

/** The row that the keys stand on. */
export const cursor = signal<string | undefined>(undefined);

export function moveCursor(by: 1 | -1): WebhookRow | undefined {
  const { shown } = list.value;
  const from = cursor.value ?? openKey.value;
  const at = from === undefined ? -1 : shown.findIndex(({ key }) => key === from);
  const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
  cursor.value = next?.key;
  return next;
}
