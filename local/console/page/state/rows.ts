import { signal } from '@preact/signals';
import type { FeedFrame } from '../../server/feed/webhook-feed.ts';
import type { WebhookRow } from '../../server/feed/webhook-row.ts';
import { RowStore } from './row-store.ts';
import { readSession } from './session.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'lost'; readonly since: number; readonly isRefused: boolean }
  | { readonly state: 'trouble'; readonly why: string };

export const connection = signal<Connection>({ state: 'connecting' });
/** How often it was lost and came back: what was read before may be of another stack. */
export const timesBack = signal(0);
/** Changes when rows have come, five times a second at most: nobody reads faster. The rows themselves are no signal: there are 10,000 of them. */
export const version = signal(0);

/** Whether the server still looks for those of the time before: none yet is not none at all. */
export const isReadingBefore = signal(true);

const store = new RowStore();
let lastFrame = 0;

/** The latest requests, the newest last. Read it after `version`. */
export function currentRows(): readonly WebhookRow[] {
  return store.all();
}

/** Read it after `version`. */
export function rowOf(key: string): WebhookRow | undefined {
  return store.rowOf(key);
}

function takeSnapshot({ number, rows, isReadingBefore: isReading }: FeedFrame): void {
  isReadingBefore.value = isReading;
  store.replaceAll(rows);
  lastFrame = number;
  version.value += 1;
}

function takeFrame(frame: FeedFrame, refetch: () => void): void {
  const { number, rows, isReadingBefore: isReading } = frame;
  if (number > lastFrame + 1) {
    refetch();
    return;
  }
  lastFrame = Math.max(lastFrame, number);
  isReadingBefore.value = isReading;
  store.put(rows);
  if (isToldSoon) return;
  isToldSoon = true;
  setTimeout(tell, shownEveryMs);
}

const shownEveryMs = 200;
let isToldSoon = false;

function tell(): void {
  isToldSoon = false;
  version.value += 1;
}

const againMs = 2_000;

/** The status for a browser without the cookie: a console that was started anew may know none of the one before. */
const unknownBrowser = 401;

function lose(isRefused: boolean): void {
  const { value } = connection;
  const since = value.state === 'lost' ? value.since : Date.now();
  connection.value = { state: 'lost', since, isRefused };
}

/** Hears the server for as long as the page is seen. A page in the background costs nothing. */
export function watchRows(): void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(again);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    source = new EventSource('/api/rows');
    source.addEventListener('snapshot', (event) => {
      if (connection.value.state === 'lost') timesBack.value += 1;
      connection.value = { state: 'live' };
      takeSnapshot(JSON.parse(event.data));
      void readSession();
    });
    source.addEventListener('frame', (event) => takeFrame(JSON.parse(event.data), open));
    source.addEventListener('trouble', (event) => {
      const { why } = JSON.parse(event.data);
      connection.value = why === undefined ? { state: 'live' } : { state: 'trouble', why };
    });
    source.addEventListener('error', () => {
      lose(false);
      // A browser asks again where nothing answered, but not where it was refused.
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(again);
      again = setTimeout(open, againMs);
      void readSession().then((status) => lose(status === unknownBrowser));
    });
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  open();
}
