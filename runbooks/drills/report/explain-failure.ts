import type { DrillResult } from '../drill-result.ts';

const shownPoints = 40;

/** What was wrong, and the series that the alarm looked at, a line each. */
export function explainFailure({ failures, series }: DrillResult): readonly string[] {
  return [
    ...failures,
    ...series.flatMap(({ name, points }) => [
      `${name}: ${points.length === 0 ? 'no datapoints' : ''}`,
      ...points.slice(-shownPoints).map(({ at, value }) => `  ${at.slice(11, 19)}  ${value}`),
    ]),
  ];
}
