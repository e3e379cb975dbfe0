import type { ProgramContext } from '../../cli/command.ts';
import { createProgram } from '../../cli/program.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';

/**
 * Runs `npx spillway` with these arguments, in this process and without a terminal, and gives what it wrote. It does
 * not wait where the command would, unless it is given another `sleep`.
 *
 * @param context.root the directory that holds `.spillway/`
 */
export async function runSpillway(
  args: readonly string[],
  context: Pick<ProgramContext, 'root'> & Partial<ProgramContext>,
): Promise<string> {
  let written = '';
  const program = createProgram({
    defaultStage: undefined,
    out: createTerminal({ write: (text) => (written += text) }),
    err: createTerminal({ write: () => undefined }),
    signal: new AbortController().signal,
    now: Date.now,
    sleep: () => Promise.resolve(),
    readInput: () => Promise.resolve(''),
    setExitCode: () => undefined,
    ...context,
  });
  await program.parseAsync(args, { from: 'user' });
  return written;
}
