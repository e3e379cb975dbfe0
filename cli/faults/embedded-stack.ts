import { join } from 'node:path';
import { readStackFile, type StackDescription } from '../../client/stack-file.ts';
import type { ProgramContext, Shared } from '../command.ts';
import { CommandError, wrongUsage } from '../command-error.ts';
import type { CommandLines } from '../command-line.ts';
import { embeddedStage, findStage } from '../stage.ts';

/**
 * What the running `npm start` says of itself.
 *
 * @param what the command does, for the person that asked for a deployed stage
 * @throws CommandError for a deployed stage, and where no embedded stack runs
 */
export function embeddedStack(
  { stage }: Shared,
  { root }: ProgramContext,
  what: string,
  lines: CommandLines,
): StackDescription {
  if (stage !== embeddedStage) {
    throw wrongUsage(
      `${what} is for the embedded stack only, and ${stage} is a deployed stage.`,
      `Beside \`npm start\`: ${lines.same({ stage: embeddedStage })}`,
    );
  }
  findStage(embeddedStage, root); // says best why it is not there
  const found = readStackFile(join(root, '.spillway', 'stack.json'));
  if (found !== undefined) return found;
  throw new CommandError(
    '.spillway/stack.json is not complete.',
    'Stop the embedded stack, and start it again with `npm start`.',
  );
}
