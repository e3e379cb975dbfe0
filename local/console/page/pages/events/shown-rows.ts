import { computed, signal } from '@preact/signals';
import type { WebhookRow } from '../../../server/feed/webhook-row.ts';
import { decodePart } from '../../state/decode-part.ts';
import { go, path, query, setQuery } from '../../state/location.ts';
import { currentRows, version } from '../../state/rows.ts';
import { session } from '../../state/session.ts';
import { bodySearch } from './body-search.ts';
import { filterNames, filterRows, holdBack, readFilter, searchOfFilter } from './row-filter.ts';

export const filter = computed(() => readFilter(query.value));
export const isFiltered = computed(() => Object.keys(filter.value).length > 0);

/** Of the row that is open beside the list. */
export const openKey = computed(() => {
  const [, page, key] = path.value.split('/');
  return page === 'events' && key ? decodePart(key) : undefined;
});

/** The newest stay in sight until somebody scrolls or opens one. */
export const isFollowing = computed(
  () => query.value.get('follow') !== '0' && openKey.value === undefined,
);

/** Once a frame, and not once a row. The newest first. */
const matching = computed(() => {
  version.value;
  return filterRows(currentRows(), filter.value, foundInBodies.value);
});

const foundInBodies = computed(() => {
  const { value } = bodySearch;
  return value !== undefined && value.text === filter.value.q?.trim() ? value.found : undefined;
});

/** Keys of the rows that the filter lets through and that are stored; the newest first. */
export const replayable = computed(() =>
  matching.value.flatMap(({ key, deliveryId }) => (deliveryId === undefined ? [] : [key])),
);

/** Keys of the rows of which only the body may have what is searched for; the newest first. */
export const searchable = computed(() => {
  version.value;
  const { q: _, ...others } = filter.value;
  const known = new Set(filterRows(currentRows(), filter.value).map(({ key }) => key));
  return filterRows(currentRows(), others).flatMap(({ key, deliveryId }) =>
    deliveryId === undefined || known.has(key) ? [] : [key],
  );
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

/** Holds the list where it followed the newest. */
export function pause(): void {
  if (!isFollowing.value) return;
  hold();
  setQuery({ follow: '0' });
}

export function setFollowing(on: boolean): void {
  if (on) cursor.value = undefined;
  if (on && openKey.value !== undefined) go(addressOfList({ follows: true }));
  else setQuery({ follow: on ? undefined : '0' });
}

export function clearFilter(): void {
  setQuery(Object.fromEntries(filterNames.map((name) => [name, undefined])));
}

/** Of one row beside the list: with the same filter and tab, and held where it is. */
const searchOfRow = computed(() => {
  const tab = query.value.get('tab');
  return searchOfFilter(filter.value, { ...(tab === null ? {} : { tab }), follow: '0' });
});

export function addressOfRow(key: string): string {
  return `/events/${encodeURIComponent(key)}${searchOfRow.value}`;
}

export function addressOfList({ follows = false } = {}): string {
  return `/events${searchOfFilter(filter.value, follows ? {} : { follow: '0' })}`;
}

/** The row that the keys stand on. */
export const cursor = signal<string | undefined>(undefined);

/** Where keys begin: the first row in sight. */
let firstInSight: string | undefined;

export function rememberFirst(key: string | undefined): void {
  firstInSight = key;
  cursor.value = undefined;
}

export function moveCursor(by: 1 | -1): WebhookRow | undefined {
  const { shown } = list.value;
  const from = cursor.value ?? openKey.value;
  const start = shown.findIndex(({ key }) => key === (from ?? firstInSight));
  const isThere = from !== undefined && start !== -1;
  const at = isThere ? start + by : Math.max(0, start);
  const next = shown[Math.min(shown.length - 1, Math.max(0, at))];
  cursor.value = next?.key;
  return next;
}
