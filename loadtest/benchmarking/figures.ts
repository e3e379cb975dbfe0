import { formatMilliseconds, formatNumber } from '../report/format.ts';
import type { Report } from '../report/json.ts';

interface Figure {
  readonly of: (report: Report) => number | undefined;
  readonly format: (value: number) => string;
}

/** The columns of the page, each with its value of one run. */
export const benchmarkFigures: Readonly<Record<string, Figure>> = {
  accepted: { of: ({ counts }) => counts.accepted, format: formatNumber },
  lost: { of: ({ counts }) => counts.lost, format: formatNumber },
  'accepted, sustained': {
    of: ({ measured }) => measured.rate.sustainedPerSecond,
    format: (value) => `${formatNumber(value)}/s`,
  },
  'answer, p50': {
    of: ({ measured }) => measured.latency.sustained.total?.p50,
    format: formatMilliseconds,
  },
  'answer, p99': {
    of: ({ measured }) => measured.latency.sustained.total?.p99,
    format: formatMilliseconds,
  },
  'sent late by, p99': { of: ({ measured }) => measured.lateness?.p99, format: formatMilliseconds },
  'receipt to arrival, p99': {
    of: ({ measured }) => measured.endToEnd?.p99,
    format: formatMilliseconds,
  },
  drained: {
    of: ({ measured }) => measured.drainSeconds,
    format: (value) => `${formatNumber(value)} s`,
  },
};
