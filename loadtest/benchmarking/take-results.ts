import { median } from 'simple-statistics';
import { CommandError } from '../../client/command-error.ts';
import { scenarioNames } from '../plan/scenario-files.ts';
import { describePhases } from '../report/describe-phases.ts';
import type { Report } from '../report/json.ts';
import { benchmarkFigures } from './figures.ts';
import type { Results } from './results-schema.ts';

/**
 * The figures of runs of one commit in one place, by scenario. Invalid and unfinished runs say nothing, and are left out.
 *
 * @throws CommandError where there is no valid run, or where they are of several commits or places
 */
export function takeResults(reports: readonly Report[], remarks: readonly string[]): Results {
  const valid = reports.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed');
  const [first] = valid;
  if (first === undefined) throw new CommandError('None of these runs is valid.');
  const placeOf = ({ environment: { stack, commit, machine } }: Report) =>
    `${stack}, commit ${commit}, by ${machine}`;
  const places = new Set(valid.map(placeOf));
  if (places.size > 1) {
    throw new CommandError(
      `These runs are not of one commit in one place:\n${[...places].join('\n')}`,
    );
  }
  const byScenario = Map.groupBy(valid, ({ scenario }) => scenario);
  const left = reports.length - valid.length;
  const { hasLocalChanges, ...environment } = first.environment;
  return {
    measuredAt: valid.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.startedAt,
    environment,
    remarks: [
      ...remarks,
      ...(hasLocalChanges ? ['The checkout had changes that are not in the commit.'] : []),
      ...(left > 0 ? [`Left out, since they were invalid or unfinished: ${left} more.`] : []),
    ],
    results: [...byScenario.entries()]
      .toSorted(([one], [other]) => placeIn(one) - placeIn(other))
      .map(([scenario, runs]) => resultOf(scenario, runs)),
  };
}

const placeIn = (scenario: string) => (scenarioNames as readonly string[]).indexOf(scenario);

function resultOf(scenario: string, runs: readonly Report[]): Results['results'][number] {
  const figures = Object.entries(benchmarkFigures).flatMap(([name, { of }]) => {
    const values = runs.map(of).filter((value): value is number => Number.isFinite(value));
    if (values.length === 0) return [];
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    return [[name, { median: median(values), least, greatest }] as const];
  });
  return {
    scenario,
    runs: runs.length,
    passed: runs.filter(({ verdict }) => verdict === 'passed').length,
    phases: describePhases(runs[0]?.phases ?? []),
    figures: Object.fromEntries(figures),
  };
}
