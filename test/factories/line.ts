import type { Line, OpenLine } from '../../service/telemetry/line.ts';

/** What becomes of a line and its metrics. By default nothing. */
export interface LineListener {
  readonly count?: Line['count'];
  readonly record?: Line['record'];
  readonly end?: Line['end'];
}

const nothing = () => undefined;

/** Lines that a test listens to. */
export function linesTo(listener: LineListener = {}): OpenLine {
  return () => ({ count: nothing, record: nothing, end: nothing, ...listener });
}
