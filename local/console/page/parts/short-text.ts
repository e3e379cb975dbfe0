import { printable } from '../../../../client/terminal/printable.ts';

/** Cut in the middle: both ends of an id tell it from others. */
export function shortId(id: string, most = 20): string {
  const text = printable(id);
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}…${text.slice(-end)}`;
}

/** `250 ms`, `1.25 s`; a dash for what nobody knows. */
export function msText(ms: number | undefined): string {
  if (ms === undefined) return '–';
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
