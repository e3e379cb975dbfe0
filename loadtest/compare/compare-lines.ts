import { median } from 'simple-statistics';
import { createRandom } from '../../test/factories/random.ts';
import { changeInterval } from './bootstrap.ts';
import { holm } from './holm.ts';
import { rankSumTest } from './rank-sum-test.ts';

/** What is compared: one value of each run. */
export interface Line {
  readonly name: string;
  readonly unit: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface ComparedLine {
  readonly name: string;
  readonly unit: string;
  /** How many runs there are on each side. */
  readonly runs: readonly [before: number, after: number];
  /** Medians. */
  readonly before: number;
  readonly after: number;
  /** Of the median: 0.1 is 10 % more; NaN where it was 0. */
  readonly change: number;
  /** Where 95 % of the changes lie, by bootstrap. */
  readonly low: number;
  readonly high: number;
  /** Of Mann and Whitney's test, and the same by Holm among all lines. */
  readonly p: number;
  readonly adjustedP: number;
  readonly finding: Finding;
}

/** `~`: nothing is shown, or less than 3 %. `too few runs`: nothing could have been shown. */
export type Finding = 'less' | 'more' | '~' | 'too few runs';

/** How often any of all lines may be called changed where none is. */
const familyError = 0.01;
/** Percentiles are known to about 1 %, and two runs of one commit differ by as much. */
const leastChange = 0.03;
export const leastRuns = 10;

/**
 * Compares the runs of two sides, line by line. Nothing is shown with fewer than 10 runs a side.
 *
 * @param seed of the bootstrap: the same gives the same intervals
 */
export function compareLines(lines: readonly Line[], seed = 1): readonly ComparedLine[] {
  const tests = lines.map(({ before, after }) => rankSumTest(before, after).p);
  const adjusted = holm(tests);
  return lines.map((line, index) => {
    const [p = 1, adjustedP = 1] = [tests[index], adjusted[index]];
    const { name, unit } = line;
    const [before, after] = [median([...line.before]), median([...line.after])];
    const change = before === 0 ? (after === 0 ? 0 : Number.NaN) : after / before - 1;
    return {
      ...{ name, unit, before, after, change, p, adjustedP },
      runs: [line.before.length, line.after.length] as const,
      ...changeInterval(line.before, line.after, createRandom(seed + index)),
      finding: findingOf(line, change, adjustedP),
    };
  });
}

function findingOf({ before, after }: Line, change: number, adjustedP: number): Finding {
  if (Math.min(before.length, after.length) < leastRuns) return 'too few runs';
  if (adjustedP >= familyError || Math.abs(change) < leastChange) return '~';
  return change < 0 ? 'less' : 'more';
}
