import { markdownTable } from '../../docs/markdown-table.ts';
import { limitsOf } from '../report/limits.ts';
import { benchmarkFigures } from './figures.ts';
import { readResults } from './read-results.ts';
import type { Results, Spread } from './results-schema.ts';

const method = `## Method

Each scenario is an [Artillery](https://www.artillery.io) file of this folder and an open model: a webhook is sent when it is
due, however slowly the earlier ones are answered. Each is signed anew, as its sender signs. Latency counts from when a
webhook was due, so that a stall of the generator shows, and one without an answer counts as long as its sender would have
waited. What was accepted is compared by delivery id with what arrived, with the dead letters and with the queue.

A run is invalid, and left out here, where the generator fell behind: less than 99 % sent in time, or 80 % of a core used.
A figure is the median of the runs, one value each; in brackets the least and the greatest.

    npx spillway loadtest spike                    # one run, its report in reports/
    npx spillway loadtest compare <commit> <commit> # what differs between the runs of two commits
    npm run bench -- --against <ref>               # CPU time of both functions against another commit's
    npm run bench -- --against ministack           # what the embedded stack takes against another emulator

A comparison takes at least ten runs a side, in turn, on one machine: Mann-Whitney's test, by Holm over all lines, at 1 %
for all of them together; nothing under 3 % is called a change.`;

/** loadtest/BENCHMARKING.md, from results.json beside this file. */
export function benchmarkingPage(results: Results = readResults()): string {
  const { environment, measuredAt, remarks } = results;
  const { stack, commit, machine, operatingSystem, node, artillery } = environment;
  return [
    '# Load tests, measured',
    '',
    'Written by `npm run docs` from `benchmarking/results.json`, which `benchmarking/write-results.ts` takes from reports.',
    '',
    method,
    '',
    '## Machine and versions',
    '',
    `Measured on ${stack}, at ${measuredAt.slice(0, 16).replace('T', ' ')} UTC.`,
    '',
    ...markdownTable(
      ['', ''],
      [
        ['commit', commit],
        ['machine', machine],
        ['system', operatingSystem],
        ['Node', node],
        ['Artillery', artillery],
      ],
    ),
    '',
    '## Results',
    '',
    ...resultsTable(results),
    '',
    ...results.results.map(({ scenario, phases }) => `- ${scenario}: ${phases.join(', ')}`),
    '',
    ...withItselfSection(results),
    ...ministackSection(results),
    "## What they can't say",
    '',
    ...[...remarks, ...limitsOf(results)].map((limit) => `- ${limit}`),
    '',
  ].join('\n');
}

/** How often the comparison is wrong: two sides between which nothing has changed. */
function withItselfSection({ withItself }: Results): readonly string[] {
  if (withItself === undefined) return [];
  const { runs, bench } = withItself;
  return [
    '## A commit against itself',
    '',
    'Nothing has changed between such sides, so that every line that is not `~` is an error of the comparison.',
    '',
    ...(runs === undefined
      ? []
      : [
          `- \`npx spillway loadtest compare\`: ${runs.shown} of the ${runs.lines} lines of ${runs.comparisons} comparisons. ${runs.runs} runs of \`${runs.scenario}\` of commit ${runs.commit} were dealt out to two sides of ten at random each time; the comparisons share their runs.`,
        ]),
    ...(bench === undefined
      ? []
      : [
          `- \`npm run bench -- --against\`: ${bench.shown} of ${bench.lines} lines, in ${bench.rounds} rounds of commit ${bench.commit}.`,
        ]),
    '',
  ];
}

function ministackSection({ ministack }: Results): readonly string[] {
  if (ministack === undefined) return [];
  const { commit, version, connections, rounds, embedded, other, ratio } = ministack;
  const spread = ({ median, least, greatest }: Spread, digits = 0) =>
    `${median.toFixed(digits)} (${least.toFixed(digits)} – ${greatest.toFixed(digits)})`;
  return [
    '## Against MiniStack',
    '',
    `MiniStack ${version} and the embedded stack, with the same template, in turn, by \`npm run bench -- --against ministack\` of`,
    `commit ${commit}: ${connections} connections, each of which sends its next webhook when the one before is answered; ${rounds} rounds.`,
    '',
    ...markdownTable(
      ['', 'accepted a second'],
      [
        ['embedded stack', spread(embedded)],
        [`MiniStack ${version}`, spread(other)],
        ['ratio', spread(ratio, 1)],
      ],
    ),
    '',
  ];
}

function resultsTable({ results }: Results): readonly string[] {
  const names = Object.keys(benchmarkFigures);
  const rows = results.map(({ scenario, runs, passed, figures }) => [
    scenario,
    `${passed} of ${runs}`,
    ...names.map((name) => formatSpread(name, figures[name])),
  ]);
  return markdownTable(['scenario', 'passed', ...names], rows);
}

function formatSpread(name: string, spread: Spread | undefined): string {
  const format = benchmarkFigures[name]?.format;
  if (spread === undefined || format === undefined) return '–';
  const { median, least, greatest } = spread;
  const [middle, from, to] = [median, least, greatest].map(format);
  return from === to ? `${middle}` : `${middle} (${from} – ${to})`;
}
