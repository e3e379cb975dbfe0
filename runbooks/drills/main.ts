import { join } from 'node:path';
import { ask } from '../../cli/ask.ts';
import { failureOf, reportFailure } from '../../cli/report-failure.ts';
import { CommandError, wrongUsage } from '../../client/command-error.ts';
import { type ExitCode, exitCodes } from '../../client/terminal/exit-codes.ts';
import { printableColours, printableJson } from '../../client/terminal/printable.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { whenNpmEnds } from '../../client/when-npm-ends.ts';
import { chooseDrills } from './choose-drills.ts';
import { choosePlayable } from './choose-playable.ts';
import type { Drill } from './drill.ts';
import { drillGroups } from './drill-groups.ts';
import { listDrills } from './list-drills.ts';
import { type DrillOptions, parseOptions, usage } from './options.ts';
import type { DrillReport } from './report/drill-report.ts';
import { renderTable } from './report/render-table.ts';
import { writeReport } from './report/write-report.ts';
import { alarmName } from './run/await-alarm.ts';
import { runDrills } from './run-drills.ts';
import { runOnStage } from './run-on-stage.ts';
import { openDeployed } from './stage/open-deployed.ts';
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
  const report = await play(drills, options);
  err.progress('');
  if (signal.aborted) return exitCodes.interrupted;
  writeReport(folder, report);
  print(options.isJson ? printableJson(report, 2) : renderTable(report));
  err.line('Written: reports/drills.html, drills.md, drills.json');
  return report.passed ? exitCodes.done : exitCodes.failed;
}

async function play(drills: readonly Drill[], options: DrillOptions): Promise<DrillReport> {
  const { stage, jobs, isYes } = options;
  const chosen =
    stage === undefined ? drills : choosePlayable(drills, !options.names.includes('all'));
  const progress = tellProgress(err, chosen.length, chosen.length <= fewDrills);
  const { said: onSaid, ended: onResult } = progress;
  if (stage === undefined) return runDrills(chosen, { jobs, signal, onSaid, onResult });
  if (!isYes) await confirm(stage, chosen);
  const on = openDeployed(stage);
  try {
    const environment = process.env;
    return await runOnStage(chosen, on, { environment, signal, onSaid, onResult });
  } finally {
    await on.stop();
  }
}

async function confirm(stage: string, drills: readonly Drill[]): Promise<void> {
  const { stdin, stderr } = process;
  const question = `Make ${drills.map(alarmName).join(', ')} fire on stage ${stage}? [y/N] `;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw wrongUsage(
      `This changes the stage ${stage}, and there is no terminal to ask at.`,
      'If it is meant, add --yes.',
    );
  }
  if (await ask(stdin, stderr, question)) return;
  throw new CommandError('It was not confirmed.', 'Nothing was changed.');
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
