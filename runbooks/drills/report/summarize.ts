import type { DrillReport } from './drill-report.ts';

/** The whole report in one sentence. */
export function summarize({ results, unplayed }: DrillReport): string {
  const failed = results.filter(({ passed }) => !passed).map(({ alarm }) => alarm);
  const passed = results.length - failed.length;
  const all = results.length + unplayed.length;
  return [
    `${passed} of ${all} drills passed.`,
    ...(failed.length === 0 ? [] : [`Failed: ${failed.join(', ')}.`]),
    ...(unplayed.length === 0 ? [] : [`Came to no result: ${unplayed.join(', ')}.`]),
  ].join(' ');
}
