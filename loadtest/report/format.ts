import type { Report } from './json.ts';

const integers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** `7,529`, `12.3`, `0.041`; a dash where there is no figure. */
export function formatNumber(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  return (Math.abs(value) >= 100 ? integers : decimals).format(value);
}

/** `12.3 ms`; above a second in seconds. */
export function formatMilliseconds(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  return value >= 1000 ? `${formatNumber(value / 1000)} s` : `${formatNumber(value)} ms`;
}

/** A dash where nobody knows what became of the webhooks. */
export function formatLost({ counts, unchecked }: Pick<Report, 'counts' | 'unchecked'>): string {
  return unchecked.length > 0 ? '–' : formatNumber(counts.lost);
}

/** A gate's two figures: the measured one and the allowed one. */
export function formatGate({ value, limit, bound, unit }: Report['gates'][number]) {
  const suffix = unit === '' ? '' : ` ${unit}`;
  // Rounding must not make a failed value look like its limit.
  const shown = Math.round(value * 1000) / 1000;
  const measured = value === limit ? limit : shown;
  return {
    measured: `${formatExactly(measured)}${suffix}`,
    allowed: `${bound} ${formatNumber(limit)}${suffix}`,
  };
}

function formatExactly(value: number): string {
  return Number.isFinite(value)
    ? value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 1 : 2 })
    : '–';
}

/** `deadLettered` → `dead-lettered`. */
export const formatName = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
