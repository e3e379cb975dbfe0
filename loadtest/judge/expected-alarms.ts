import type { FiredAlarm, RunRecord } from '../run-record.ts';

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
function isExpectedAlarm(scenario: string, alarm: string): boolean {
  if (anyAlarm.includes(scenario)) return true;
  return (expected[scenario] ?? []).some((slug) => isOfSlug(alarm, slug));
}

/** Metrics are published, and alarms evaluated, a minute after what they tell of. */
const lagMs = 120_000;
/** The longest window that an alarm may have: a day. */
const longestWindowSeconds = 86_400;

/** Whether a run is about such an alarm, or a former run of the same stack, at which the alarm still looks. */
export function isExpectedIn(
  { plan, formerRuns = [] }: Pick<RunRecord, 'plan' | 'formerRuns'>,
  { name, from, windowSeconds = longestWindowSeconds }: FiredAlarm,
): boolean {
  const looksFrom = from - windowSeconds * 1000 - lagMs;
  const seen = formerRuns.filter(({ until }) => until >= looksFrom);
  return [plan, ...seen].some(({ scenario }) => isExpectedAlarm(scenario, name));
}

/** An alarm of one source or destination ends with its name. */
export const isOfSlug = (alarm: string, slug: string) =>
  alarm === slug || alarm.startsWith(`${slug}-`);
