import { join } from 'node:path';
import { ask } from '../../cli/ask.ts';
import { CommandError, wrongUsage } from '../../client/command-error.ts';
import { type ExitCode, exitCodes } from '../../client/terminal/exit-codes.ts';
import { printableJson } from '../../client/terminal/printable.ts';
import { chooseDrills } from './choose-drills.ts';
import { choosePlayable } from './choose-playable.ts';
import type { Drill } from './drill.ts';
import { drillGroups } from './drill-groups.ts';
import { describeDrill, listDrills } from './list-drills.ts';
import { type DrillOptions, parseOptions, usage } from './options.ts';
import type { DrillReport } from './report/drill-report.ts';
import { renderTable } from './report/render-table.ts';
import { writeReport } from './report/write-report.ts';
import { drillName } from './run/await-alarm.ts';
import { runDrills } from './run-drills.ts';
import { runOnStage } from './run-on-stage.ts';
import { openDeployed } from './stage/open-deployed.ts';
import { type Program, startProgram } from './start-program.ts';
import { tellProgress } from './tell-progress.ts';

const folder = join(import.meta.dirname, '..', '..', 'reports');
/** So many are told step by step. */
const fewDrills = 3;

async function main(program: Program): Promise<ExitCode> {
  const { args, signal, err, print } = program;
  const options = parseOptions(args);
  if (options.isHelp) {
    print(usage.trimEnd());
    return exitCodes.done;
  }
  const drills = chooseDrills(options, drillGroups);
  if (options.isList) {
    const listed = drills.map(describeDrill);
    print(options.isJson ? printableJson(listed, 2) : listDrills(listed));
    return exitCodes.done;
  }
  const report = await play(drills, options, program);
  err.progress('');
  if (signal.aborted) throw interrupted();
  writeReport(folder, report);
  print(options.isJson ? printableJson(report, 2) : renderTable(report));
  err.line('Written: reports/drills.html, drills.md, drills.json');
  return report.passed ? exitCodes.done : exitCodes.failed;
}

function interrupted(): CommandError {
  const exitCode = exitCodes.interrupted;
  return new CommandError('Interrupted.', 'Nothing is written of it.', { exitCode });
}

async function play(
  drills: readonly Drill[],
  options: DrillOptions,
  { signal, err }: Program,
): Promise<DrillReport> {
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
  const question = `Make ${drills.map(drillName).join(', ')} fire on stage ${stage}? [y/N] `;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw wrongUsage(
      `This changes the stage ${stage}, and there is no terminal to ask at.`,
      'If it is meant, add --yes.',
    );
  }
  if (await ask(stdin, stderr, question)) return;
  throw new CommandError('It was not confirmed.', 'Nothing was changed.');
}

await startProgram(process.env, main);
