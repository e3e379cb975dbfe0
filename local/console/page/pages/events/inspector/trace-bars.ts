import type { Span, TracePart } from '../../../../../../client/journey/journey.ts';

/** A span, and where it stands on the axis of its trace. */
export interface TraceBar {
  readonly span: Span;
  /** Milliseconds since the first span. */
  readonly sinceMs: number;
  /** Percent of the axis. */
  readonly left: number;
  readonly width: number;
}

export interface TraceLane {
  readonly traceId: string;
  readonly bars: readonly TraceBar[];
}

/** Traces are minutes apart where a webhook waited: each has an axis of its own. */
export function traceLanes(traces: readonly TracePart[]): readonly TraceLane[] {
  return traces.map(({ traceId, spans }) => {
    const first = Math.min(...spans.map(({ at }) => Date.parse(at)));
    const all = Math.max(1, ...spans.map(({ at, ms }) => Date.parse(at) + ms - first));
    const bars = spans.map((span) => {
      const sinceMs = Date.parse(span.at) - first;
      return { span, sinceMs, left: (100 * sinceMs) / all, width: (100 * span.ms) / all };
    });
    return { traceId, bars };
  });
}
