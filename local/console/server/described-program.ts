import type { Command } from 'commander';
import type { CreateProgram } from '../../../cli/run-recorded.ts';
import { createTerminal } from '../../../client/terminal/terminal.ts';

/** The command line as it stands, to be looked at: it runs nothing. */
export function describedProgram(
  createProgram: CreateProgram,
  { root, stage }: { readonly root: string; readonly stage: string },
): Command {
  const terminal = createTerminal({ write: () => undefined });
  return createProgram({
    ...{ root, defaultStage: stage, out: terminal, err: terminal, now: Date.now },
    signal: new AbortController().signal,
    sleep: async () => undefined,
    readInput: async () => '',
    setExitCode: () => undefined,
  });
}
