import type { WebhookRow } from '../../../server/feed/webhook-row.ts';

/** The parts of the address that say which rows are shown. */
export const filterNames = ['q', 'source', 'type', 'outcome', 'destination', 'from', 'to'] as const;
export type FilterName = (typeof filterNames)[number];
export type RowFilter = Readonly<Partial<Record<FilterName, string>>>;

export function readFilter(query: URLSearchParams): RowFilter {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** The same as a query, with what else is given; empty where nothing is chosen. */
export function searchOfFilter(filter: RowFilter, more: Readonly<Record<string, string>> = {}) {
  const search = String(new URLSearchParams({ ...filter, ...more }));
  return search === '' ? '' : `?${search}`;
}

type Test = (row: WebhookRow) => boolean;

/** By what each part lets through. */
const testOf: Readonly<Record<FilterName, (value: string) => Test>> = {
  q: (value) => {
    const words = value.toLowerCase().split(/\s+/).filter(Boolean);
    return (row) => {
      const text = textOf(row);
      return words.every((word) => text.includes(word));
    };
  },
  source: (value) => (row) => row.source === value,
  type: (value) => (row) => row.type === value,
  outcome: (value) => (row) => row.outcome === value,
  destination: (value) => (row) => row.destinations.includes(value),
  from: (value) => timeTest(value, (at, time) => at >= time),
  to: (value) => timeTest(value, (at, time) => at < time),
};

function timeTest(value: string, holds: (at: number, time: number) => boolean): Test {
  const time = timeOf(value);
  return time === undefined ? () => true : ({ at }) => holds(at, time);
}

/** Of an address, in UTC unless it says otherwise. @returns `undefined` for what is no time */
export function timeOf(value: string): number | undefined {
  const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** A row never changes: another one takes its place. */
const texts = new WeakMap<WebhookRow, string>();

function textOf(row: WebhookRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { key, deliveryId, source, type, outcome, why, traceId, destinations, status } = row;
  const parts = [key, deliveryId, source, type, outcome, why, traceId, status, ...destinations];
  const text = parts
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
}

const none: ReadonlySet<string> = new Set();

/**
 * The rows that a filter lets through, the newest first.
 *
 * @param inBodies keys of rows whose body has what is searched for, where nothing else of them does
 */
export function filterRows(
  rows: readonly WebhookRow[],
  filter: RowFilter,
  inBodies: ReadonlySet<string> = none,
): WebhookRow[] {
  const tests = filterNames.flatMap((name) => {
    const value = filter[name];
    if (value === undefined) return [];
    const test = testOf[name](value);
    return name === 'q' ? [(row: WebhookRow) => test(row) || inBodies.has(row.key)] : [test];
  });
  const found: WebhookRow[] = [];
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (row !== undefined && tests.every((test) => test(row))) found.push(row);
  }
  return found;
}

/**
 * Who reads an older row is not disturbed: what was received after that moment waits.
 *
 * @param rows the newest first
 * @param heldAt milliseconds since 1970; `undefined`: nothing waits
 */
export function holdBack(rows: readonly WebhookRow[], heldAt: number | undefined) {
  if (heldAt === undefined) return { shown: rows, waiting: 0 };
  const first = rows.findIndex(({ at }) => at <= heldAt);
  const waiting = first === -1 ? rows.length : first;
  return { shown: rows.slice(waiting), waiting };
}
