import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../../test/factories/random.ts';
import { readReport } from '../report/read-report.ts';
import { benchWithItself, ministackOf } from './bench-reports.ts';
import { compareWithItself } from './compare-with-itself.ts';
import { readResults } from './read-results.ts';
import { type Results, resultsSchema } from './results-schema.ts';
import { takeResults } from './take-results.ts';

const usage = `node loadtest/benchmarking/write-results.ts [option] <folder of a run> …

Takes the figures of these runs, all of one commit on one machine, for loadtest/BENCHMARKING.md, which \`npm run docs\`
then writes. With one of the options it replaces only what that one is about.

  --remark <sentence>  what else is to be known of how they were taken
  --with-itself        deals the runs, 20 of one scenario or more, out to two sides ten times, and counts how often the
                       comparison is wrong
  --bench <file>       the report of \`npm run bench -- --against <the same commit>\`: how often that is wrong
  --ministack <file>   the report of \`npm run bench -- --against ministack\`

Examples:
  node loadtest/benchmarking/write-results.ts reports/2026-11-26T16-*
  node loadtest/benchmarking/write-results.ts --with-itself reports/*-smoke
  node loadtest/benchmarking/write-results.ts --ministack reports/bench-2026-11-26T18-50-00.json
`;

const comparisons = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    remark: { type: 'string', multiple: true },
    'with-itself': { type: 'boolean' },
    bench: { type: 'string' },
    ministack: { type: 'string' },
  },
});

function changed(before: Results): Results {
  const { bench, ministack, 'with-itself': isWithItself, remark } = values;
  if (ministack !== undefined) return { ...before, ministack: ministackOf(ministack) };
  if (bench !== undefined) {
    return { ...before, withItself: { ...before.withItself, bench: benchWithItself(bench) } };
  }
  const reports = positionals.map(readReport);
  if (!isWithItself) return { ...before, ...takeResults(reports, remark ?? []) };
  const runs = compareWithItself(reports, comparisons, createRandom(randomInt(2 ** 32)));
  return { ...before, withItself: { ...before.withItself, runs } };
}

const isFromRuns = values.bench === undefined && values.ministack === undefined;
if (values.help || (isFromRuns && positionals.length === 0)) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const path = join(import.meta.dirname, 'results.json');
  const results = resultsSchema.parse(changed(readResults()));
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
}
