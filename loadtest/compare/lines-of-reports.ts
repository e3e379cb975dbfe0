import { CommandError } from '../../client/command-error.ts';
import type { Report } from '../report/json.ts';
import type { Line } from './compare-lines.ts';

interface Figure {
  readonly name: string;
  readonly unit: string;
  /** NaN where the run doesn't have it. */
  readonly of: (report: Report) => number | undefined;
}

/** A 99th percentile of fewer is the time of a handful. */
const leastForP99 = 1000;

const p99 = (figures: { count: number; p99: number } | undefined) =>
  figures && figures.count >= leastForP99 ? figures.p99 : undefined;

const figures: readonly Figure[] = [
  { name: 'answer, p50', unit: 'ms', of: ({ measured }) => measured.latency.sustained.total?.p50 },
  { name: 'answer, p99', unit: 'ms', of: ({ measured }) => p99(measured.latency.sustained.total) },
  { name: 'receipt to arrival, p50', unit: 'ms', of: ({ measured }) => measured.endToEnd?.p50 },
  { name: 'receipt to arrival, p99', unit: 'ms', of: ({ measured }) => p99(measured.endToEnd) },
  { name: 'accepted', unit: '/s', of: ({ measured }) => measured.rate.sustainedPerSecond },
  { name: 'peak backlog', unit: '', of: ({ measured }) => measured.backlogPeak },
  { name: 'to drain', unit: 's', of: ({ measured }) => measured.drainSeconds },
];

export interface Comparable {
  readonly lines: readonly Line[];
  /** What was left out, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * A line for each figure that all valid runs of both sides have; with the name of its scenario where there are several.
 *
 * @throws CommandError where nothing can be compared: no valid runs, no scenario in common, or other machines
 */
export function linesOfReports(before: readonly Report[], after: readonly Report[]): Comparable {
  const sides = { before: before.filter(isValid), after: after.filter(isValid) };
  const isIn = (side: readonly Report[], name: string) => side.some((one) => one.scenario === name);
  const scenarios = [...new Set(sides.before.map(({ scenario }) => scenario))].filter((name) =>
    isIn(sides.after, name),
  );
  if (scenarios.length === 0) throw nothingInCommon(sides);
  refuseOtherPlaces([...sides.before, ...sides.after]);
  const of = (side: readonly Report[], name: string) => side.filter((one) => one.scenario === name);
  const lines = scenarios.flatMap((name) => {
    const prefix = scenarios.length > 1 ? `${name}: ` : '';
    return linesOf(of(sides.before, name), of(sides.after, name), prefix);
  });
  const invalid = before.length + after.length - sides.before.length - sides.after.length;
  const remarks = [
    ...(invalid > 0 ? [`${invalid} runs were invalid or unfinished, and are left out.`] : []),
    ...(lines.some(({ name }) => name.endsWith('p99'))
      ? []
      : [`No p99 is compared: that takes ${leastForP99} webhooks in each run.`]),
  ];
  return { lines, remarks };
}

const isValid = ({ verdict }: Report) => verdict === 'passed' || verdict === 'failed';

function linesOf(before: readonly Report[], after: readonly Report[], prefix: string) {
  return figures.flatMap(({ name, unit, of }): readonly Line[] => {
    const [one, other] = [before.map(of), after.map(of)];
    const isKnown = (value: number | undefined) => value !== undefined && !Number.isNaN(value);
    if (!one.every(isKnown) || !other.every(isKnown)) return [];
    return [{ name: `${prefix}${name}`, unit, before: one as number[], after: other as number[] }];
  });
}

/** Nobody could tell a change of the code from one of the machine. */
function refuseOtherPlaces(reports: readonly Report[]): void {
  const places = [
    ...new Set(reports.map(({ environment }) => `${environment.stack}, by ${environment.machine}`)),
  ];
  if (places.length <= 1) return;
  throw new CommandError(
    `These runs were measured in different places, and can't be compared:\n${places.join('\n')}`,
    'Measure both sides in one place, one after the other in turn.',
  );
}

function nothingInCommon({
  before,
  after,
}: Readonly<Record<'before' | 'after', readonly Report[]>>) {
  const named = (side: readonly Report[]) =>
    [...new Set(side.map(({ scenario }) => scenario))].join(', ') || 'no valid run';
  return new CommandError(
    `The two sides have no scenario in common: ${named(before)} on the one, ${named(after)} on the other.`,
    'npx spillway report list shows the runs there are.',
  );
}
