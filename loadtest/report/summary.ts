import type { Verdict } from '../judge/verdict.ts';
import { formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  invalid: 'Invalid: its figures say nothing',
  unfinished: 'Unfinished',
};

/** One sentence for people who read no further. */
export function summarize({ counts, measured: { rate, latency }, unchecked }: Report): string {
  const lost = counts.lost === 0 ? 'none lost' : `${formatNumber(counts.lost)} lost`;
  const kept = unchecked.length > 0 ? 'what became of them is not known' : lost;
  const p99 = formatMilliseconds(latency.sustained.total?.p99);
  return `${formatNumber(counts.accepted)} webhooks accepted, ${kept}, at ${formatNumber(rate.sustainedPerSecond)} a second; 99 % were answered within ${p99}.`;
}

/** What stands between a run and its verdict, or beside it: a line each. */
export function notesOf({ unchecked, notLookedAt, remarks }: Report): readonly string[] {
  return [
    ...unchecked.map(({ what, why }) => `${what} could not be checked: ${why}`),
    ...notLookedAt.map(
      ({ title, why, remedy }) =>
        `Nobody looked at this, without which no run passes: ${title}: ${why} ${remedy}`,
    ),
    ...remarks,
  ];
}
