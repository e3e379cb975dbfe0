import { CommandError } from '../../client/command-error.ts';
import type { Random } from '../../test/factories/random.ts';
import { compareLines, leastRuns } from '../compare/compare-lines.ts';
import { linesOfReports } from '../compare/lines-of-reports.ts';
import type { Report } from '../report/json.ts';
import type { Results } from './results-schema.ts';

type WithItself = NonNullable<NonNullable<Results['withItself']>['runs']>;

/**
 * Deals the runs of one commit out to two sides, again and again, and compares them as if they were of two. Nothing has
 * changed between them: whatever is shown is shown wrongly.
 *
 * @throws CommandError where there are too few valid runs of one scenario
 */
export function compareWithItself(
  reports: readonly Report[],
  times: number,
  random: Random,
): WithItself {
  const valid = reports.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed');
  const [scenario = 'none', ...others] = new Set(valid.map((report) => report.scenario));
  if (others.length > 0 || valid.length < 2 * leastRuns) {
    throw new CommandError(
      `It takes ${2 * leastRuns} valid runs of one scenario; here are ${valid.length} of ${[scenario, ...others].join(', ')}.`,
    );
  }
  const compared = Array.from({ length: times }, () => {
    const dealt = shuffled(valid, random);
    const { lines } = linesOfReports(
      dealt.slice(0, leastRuns),
      dealt.slice(leastRuns, 2 * leastRuns),
    );
    return compareLines(lines, random.below(2 ** 31));
  });
  const lines = compared.flat();
  const { commit } = valid[0]?.environment ?? { commit: 'unknown' };
  return {
    ...{ commit, scenario, runs: valid.length, comparisons: times, lines: lines.length },
    shown: lines.filter(({ finding }) => finding !== '~').length,
  };
}

function shuffled<Each>(all: readonly Each[], random: Random): readonly Each[] {
  return all
    .map((each) => ({ each, key: random.below(2 ** 32) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ each }) => each);
}
