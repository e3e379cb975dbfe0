import type { Command } from 'commander';
import { createCommandLines } from '../../../cli/command-line.ts';
import { createProgram } from '../../../cli/program.ts';
import type { CommandLines } from '../../../client/command-lines.ts';
import { describedProgram } from './described-program.ts';

/** The command lines that errors and remedies name, as if `spillway console` of this stage had said them. */
export function createConsoleLines(root: string, stage: string, config?: string): CommandLines {
  const program = describedProgram(createProgram, { root, stage });
  const command = program.commands.find((one) => one.name() === 'console') as Command;
  if (config !== undefined) command.setOptionValue('config', config);
  return createCommandLines(command);
}
