import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readReport } from '../report/read-report.ts';
import { resultsSchema } from './results-schema.ts';
import { takeResults } from './take-results.ts';

const usage = `node loadtest/benchmarking/write-results.ts [--remark <sentence>] <folder of a run> …

Takes the figures of these runs, all of one commit on one machine, for loadtest/BENCHMARKING.md, which \`npm run docs\`
then writes.

Example:
  node loadtest/benchmarking/write-results.ts reports/2026-11-26T16-*
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, remark: { type: 'string', multiple: true } },
});
if (values.help || positionals.length === 0) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const results = takeResults(positionals.map(readReport), values.remark ?? []);
  const path = join(import.meta.dirname, 'results.json');
  writeFileSync(path, `${JSON.stringify(resultsSchema.parse(results), null, 2)}\n`);
}
