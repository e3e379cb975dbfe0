import { query, setQuery } from '../../state/location.ts';

export const ranges = ['15m', '1h', '3h', '12h', '1d'] as const;
const defaultRange = '3h';

/** What the address says of the time that is looked at. */
export interface TimeRange {
  /** Until now, where nothing is fixed. */
  readonly range: string;
  /** A part of the past, in ISO 8601. */
  readonly fixed?: { readonly from: string; readonly to: string };
}

export function timeRange(): TimeRange {
  const [range, from, to] = ['range', 'from', 'to'].map((name) => query.value.get(name));
  const asked = { range: range ?? defaultRange };
  return from && to ? { ...asked, fixed: { from, to } } : asked;
}

/** As the endpoints take it. */
export function rangeQuery({ range, fixed }: TimeRange): string {
  return new URLSearchParams(fixed ? { ...fixed } : { range }).toString();
}

export function chooseRange(range: string): void {
  setQuery({ range: range === defaultRange ? undefined : range, from: undefined, to: undefined });
}

/** @param at both in seconds since 1970 */
export function chooseFixed([from, to]: readonly [number, number]): void {
  // Less than that has one step.
  const middle = (from + to) / 2;
  const half = Math.max((to - from) / 2, 90);
  const iso = (seconds: number) => new Date(Math.round(seconds) * 1000).toISOString();
  setQuery({ from: iso(middle - half), to: iso(middle + half) });
}

export function endFixed(): void {
  setQuery({ from: undefined, to: undefined });
}

const short = ['15m', '1h', '3h'];

/**
 * How often a graph is read again, in milliseconds; never where the time is fixed. On AWS each metric that is read is paid
 * for, and has a new value once a minute.
 */
export function refreshEvery({ range, fixed }: TimeRange, isEmbedded: boolean): number | undefined {
  if (fixed) return undefined;
  return isEmbedded && short.includes(range) ? 10_000 : 60_000;
}
