import { join } from 'node:path';
import { failureOf, reportFailure } from '../../cli/report-failure.ts';
import { type ExitCode, exitCodes } from '../../client/terminal/exit-codes.ts';
import { printableColours, printableJson } from '../../client/terminal/printable.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { whenNpmEnds } from '../../client/when-npm-ends.ts';
import { chooseDrills } from './choose-drills.ts';
import { drillGroups } from './drill-groups.ts';
import { listDrills } from './list-drills.ts';
import { parseOptions, usage } from './options.ts';
import { renderTable } from './report/render-table.ts';
import { writeReport } from './report/write-report.ts';
import { runDrills } from './run-drills.ts';
import { tellProgress } from './tell-progress.ts';

const folder = join(import.meta.dirname, '..', '..', 'reports');
/** So many are told step by step. */
const fewDrills = 3;

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
whenNpmEnds(process.env.npm_lifecycle_event !== undefined, () => interruption.abort());
const err = createTerminal(process.stderr, Boolean(process.env.NO_COLOR));
const print = (text: string) => process.stdout.write(`${printableColours(text)}\n`);

async function main(): Promise<ExitCode> {
  const options = parseOptions(process.argv.slice(2));
  if (options.isHelp) {
    print(usage.trimEnd());
    return exitCodes.done;
  }
  const drills = chooseDrills(options, drillGroups);
  if (options.isList) {
    print(listDrills(drills));
    return exitCodes.done;
  }
  const progress = tellProgress(err, drills.length, drills.length <= fewDrills);
  const { jobs } = options;
  const { said: onSaid, ended: onResult } = progress;
  const report = await runDrills(drills, { jobs, signal, onSaid, onResult });
  err.progress('');
  if (signal.aborted) return exitCodes.interrupted;
  writeReport(folder, report);
  print(options.isJson ? printableJson(report, 2) : renderTable(report));
  err.line('Written: reports/drills.html, drills.md, drills.json');
  return report.passed ? exitCodes.done : exitCodes.failed;
}

try {
  process.exitCode = await main();
} catch (error) {
  const failure = failureOf(error, false, signal.aborted);
  if (failure !== undefined) {
    reportFailure(failure, err, process.argv.includes('--json'));
    process.exitCode = failure.exitCode;
  }
}
