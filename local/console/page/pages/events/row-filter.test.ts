import { expect, it } from 'vitest';
import type { WebhookRow } from '../../../server/feed/webhook-row.ts';
import { filterRows, holdBack, type RowFilter, readFilter, searchOfFilter } from './row-filter.ts';

const noon = Date.parse('2026-11-26T12:00:00.000Z');
const rows: readonly WebhookRow[] = [
  {
    ...{ key: 'r-1', at: noon, outcome: 'processed', source: 'github', type: 'push' },
    ...{ deliveryId: 'D-One', destinations: ['app', 'audit'], traceId: '1-abc' },
  },
  {
    ...{ key: 'r-2', at: noon + 1000, outcome: 'filtered', source: 'shop', type: 'orders/paid' },
    ...{ deliveryId: 'd-two', destinations: [], why: 'everything: type is none of push' },
  },
  {
    ...{ key: 'r-3', at: noon + 2000, outcome: 'rejected', source: 'github' },
    ...{ destinations: [], status: 401, why: 'signature-mismatch' },
  },
];

it('lets through what has the text in its body, and by no other part', () => {
  const found = new Set(['r-2', 'r-3']);
  const keysOf = (filter: RowFilter) => filterRows(rows, filter, found).map(({ key }) => key);
  expect(keysOf({ q: 'd-one' })).toEqual(['r-3', 'r-2', 'r-1']);
  expect(keysOf({ q: 'd-one', source: 'shop' })).toEqual(['r-2']);
  expect(keysOf({ source: 'github' })).toEqual(['r-3', 'r-1']);
});

it.each<[RowFilter, string[]]>([
  [{}, ['r-3', 'r-2', 'r-1']],
  [{ source: 'github' }, ['r-3', 'r-1']],
  [{ type: 'orders/paid' }, ['r-2']],
  [{ outcome: 'rejected' }, ['r-3']],
  [{ destination: 'audit' }, ['r-1']],
  [{ q: 'd-ONE' }, ['r-1']],
  [{ q: 'signature 401' }, ['r-3']],
  [{ q: 'none of push' }, ['r-2']],
  [{ q: 'push github' }, ['r-1']],
  [{ source: 'github', q: 'shop' }, []],
  [{ from: '2026-11-26T12:00:01' }, ['r-3', 'r-2']],
  [{ from: '2026-11-26T12:00:00.001Z', to: '2026-11-26T12:00:02.000Z' }, ['r-2']],
  [{ to: '2026-11-26T13:00:01+01:00' }, ['r-1']],
  [{ from: 'soon' }, ['r-3', 'r-2', 'r-1']],
])('shows by %j, the newest first', (filter, keys) => {
  expect(filterRows(rows, filter).map(({ key }) => key)).toEqual(keys);
});

it('is told by the address, and becomes one', () => {
  const filter = readFilter(new URLSearchParams('?q=a+b&source=&type=push&tab=body'));
  expect(filter).toEqual({ q: 'a b', type: 'push' });
  expect(searchOfFilter(filter, { follow: '0' })).toBe('?q=a+b&type=push&follow=0');
  expect(searchOfFilter({})).toBe('');
});

it('keeps what came after a moment waiting, and says how many those are', () => {
  const newestFirst = filterRows(rows, {});
  expect(holdBack(newestFirst, undefined)).toEqual({ shown: newestFirst, waiting: 0 });
  const held = holdBack(newestFirst, noon + 1000);
  expect([held.shown.map(({ key }) => key), held.waiting]).toEqual([['r-2', 'r-1'], 1]);
  expect(holdBack(newestFirst, noon - 1)).toEqual({ shown: [], waiting: 3 });
});
