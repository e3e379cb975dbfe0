import { executeBlock, MissingValueError } from '../../pages/execute-block.ts';
import type { CommandBlock } from '../../pages/runbook-page.ts';
import type { Injection } from '../drill.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { pause } from './pause.ts';
import { untilQuiet } from './until-quiet.ts';

type Step = Exclude<
  Injection,
  { readonly fault: unknown } | { readonly load: unknown } | { readonly message: unknown }
>;

/** Does what may stand both among what goes wrong and among what ends it. */
export async function runStep(step: Step, run: DrillRun): Promise<void> {
  if ('run' in step) await runCommands({ commands: [step.run], expectations: [] }, run, step.fill);
  else if ('wait' in step) await pause(run.on, step.wait, run.signal);
  else if ('jump' in step) await jump(step.jump, run);
  else await step.call(run.on);
}

/** Runs a block of a page. @throws DrillFailure where a command fails, or prints what the page does not expect */
export async function runCommands(
  block: Pick<CommandBlock, 'commands' | 'expectations'>,
  { shell: openShell, note }: DrillRun,
  fill: Readonly<Record<string, string>> = {},
): Promise<void> {
  const shell = await openShell();
  for (const [name, value] of Object.entries(fill)) shell.values.set(name, value);
  const { commands, verdicts } = await executeBlock(block, shell).catch((error: unknown) => {
    if (!(error instanceof MissingValueError)) throw error;
    throw new DrillFailure(error.message, { cause: error });
  });
  for (const { command, stdout, stderr } of commands) note(command, stdout + stderr);
  const failed = commands.find(({ exitCode }) => exitCode !== 0);
  if (failed !== undefined) {
    const said = (failed.stderr || failed.stdout).trim();
    throw new DrillFailure(`\`${failed.command}\` ended with ${failed.exitCode}: ${said}`);
  }
  const unmet = verdicts
    .filter(({ expectation: { state } }) => state === 'either')
    .flatMap(({ missing }) => missing);
  if (unmet.length === 0) return;
  const command = commands.at(-1)?.command;
  throw new DrillFailure(`\`${command}\` did not print what its page expects: ${unmet.join(', ')}`);
}

/** @throws DrillFailure where the stage's time can't be moved, or webhooks stay on their way */
async function jump(seconds: number, run: DrillRun): Promise<void> {
  const { on, loads, signal, jumped, say } = run;
  const { jump: move } = on;
  if (move === undefined) throw new DrillFailure('The time of this stage can’t be moved.');
  await loads.without(async () => {
    await untilQuiet(run);
    say(`jumping ${seconds} s`);
    await move(seconds, signal);
    jumped(seconds);
  });
}
