import { signal } from '@preact/signals';
import type { FeedFrame } from '../../server/feed/webhook-feed.ts';
import type { WebhookRow } from '../../server/feed/webhook-row.ts';
import { readSession } from './session.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'lost'; readonly since: number }
  | { readonly state: 'trouble'; readonly why: string };

export const connection = signal<Connection>({ state: 'connecting' });
/** Changes with each frame. The rows themselves are no signal: there are 10,000 of them. */
export const version = signal(0);
export const mostRows = 10_000;

const byKey = new Map<string, number>();
let rows: WebhookRow[] = [];
let lastFrame = 0;

/** The latest requests, the newest last. Read it after `version`. */
export function currentRows(): readonly WebhookRow[] {
  return rows;
}

function takeSnapshot({ number, rows: all }: FeedFrame): void {
  rows = [...all];
  index();
  lastFrame = number;
  version.value += 1;
}

function takeFrame(frame: FeedFrame, refetch: () => void): void {
  if (frame.number > lastFrame + 1) {
    refetch();
    return;
  }
  lastFrame = Math.max(lastFrame, frame.number);
  for (const row of frame.rows) put(row);
  if (rows.length > mostRows * 1.1) {
    rows = rows.slice(-mostRows);
    index();
  }
  version.value += 1;
}

function put(row: WebhookRow): void {
  const at = byKey.get(row.key);
  if (at !== undefined) {
    rows[at] = row;
    return;
  }
  byKey.set(row.key, rows.length);
  rows.push(row);
}

function index(): void {
  byKey.clear();
  for (const [at, { key }] of rows.entries()) byKey.set(key, at);
}

/** Hears the server for as long as the page is seen. A page in the background costs nothing. */
export function watchRows(): void {
  let source: EventSource | undefined;
  const close = () => {
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    source = new EventSource('/api/rows');
    source.addEventListener('snapshot', (event) => {
      connection.value = { state: 'live' };
      takeSnapshot(JSON.parse(event.data));
      void readSession();
    });
    source.addEventListener('frame', (event) => takeFrame(JSON.parse(event.data), open));
    source.addEventListener('trouble', (event) => {
      connection.value = { state: 'trouble', why: JSON.parse(event.data).why };
    });
    source.addEventListener('error', () => {
      if (connection.value.state !== 'lost')
        connection.value = { state: 'lost', since: Date.now() };
    });
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  open();
}
