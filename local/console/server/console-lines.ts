import type { Command } from 'commander';
import { createCommandLines } from '../../../cli/command-line.ts';
import { createProgram } from '../../../cli/program.ts';
import type { CommandLines } from '../../../client/command-lines.ts';
import { createTerminal } from '../../../client/terminal/terminal.ts';

/** The command lines that errors and remedies name, as if `spillway console` of this stage had said them. */
export function createConsoleLines(root: string, stage: string, config?: string): CommandLines {
  const terminal = createTerminal({ write: () => undefined });
  const program = createProgram({
    ...{ root, defaultStage: stage, out: terminal, err: terminal, now: Date.now },
    signal: new AbortController().signal,
    sleep: async () => undefined,
    readInput: async () => '',
    setExitCode: () => undefined,
  });
  const command = program.commands.find((one) => one.name() === 'console') as Command;
  if (config !== undefined) command.setOptionValue('config', config);
  return createCommandLines(command);
}
