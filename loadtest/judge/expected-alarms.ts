/** The alarms that a scenario is about: slugs, as in the names of the runbooks' pages. */
const expected: Readonly<Record<string, readonly string[]>> = {
  hostile: ['signature-failures', 'api-4xx'],
  poison: [
    ...['dlq-not-empty', 'dlq-growing', 'final-attempt-failed', 'partial-failures'],
    'pipeline-degraded',
  ],
};

/** More than a stage is made for: any alarm may fire there. */
const anyAlarm: readonly string[] = ['stress', 'breakpoint'];

/** @param alarm without `spillway-<stage>-` */
export function isExpectedAlarm(scenario: string, alarm: string): boolean {
  if (anyAlarm.includes(scenario)) return true;
  return (expected[scenario] ?? []).some((slug) => isOfSlug(alarm, slug));
}

/** An alarm of one source or destination ends with its name. */
export const isOfSlug = (alarm: string, slug: string) =>
  alarm === slug || alarm.startsWith(`${slug}-`);
