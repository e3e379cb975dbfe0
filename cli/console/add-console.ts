import type { Command } from 'commander';
import { type ProgramContext, withConfig, withShared } from '../command.ts';
import { portNumber } from '../option-values.ts';
import type { CreateProgram } from '../run-recorded.ts';
import type { ConsoleFlags } from './console.ts';

/** `spillway console`. @param createProgram for the commands of runbooks */
export function addConsole(
  program: Command,
  context: ProgramContext,
  createProgram: CreateProgram,
): void {
  withConfig(withShared(program.command('console'), context))
    .description(
      'Serves the console of a stage on this machine: webhooks, dashboards, alarms, dead letters.',
    )
    .option('--write', 'let it change the stage too; the embedded one it always may')
    .option('--port <n>', 'on 127.0.0.1 (default: one that is free)', portNumber)
    .addHelpText('after', examples)
    .action(async (options: ConsoleFlags, command: Command) => {
      const { consoleOf } = await import('./console.ts');
      await consoleOf(options, command, { ...context, createProgram });
    });
}

const examples = `
It reads with the credentials of this shell, and only this machine can open it. Ctrl-C ends it.

Examples:
  npx spillway console
  npx spillway console --stage dev`;
