import type { Command } from 'commander';
import { CommandError, wrongUsage } from '../client/command-error.ts';
import { embeddedStage, nowhere } from '../client/stage/embedded-stage.ts';
import type { ProgramContext, Shared } from './command.ts';

const back = 'eval "$(npx spillway env --unset)"';

/**
 * In a shell that `npx spillway env` set up, the embedded stack goes by its stage's own name too, as it does for `aws`.
 * From here on it is `local`, in what is done and in what is printed to be pasted into any shell.
 *
 * @throws CommandError for every other stage: nothing reaches AWS from such a shell
 */
export async function nameStage(
  command: Command,
  { root, awsEndpoint }: ProgramContext,
): Promise<void> {
  const { stage } = command.optsWithGlobals<Partial<Shared>>();
  if (awsEndpoint !== nowhere || stage === undefined || stage === embeddedStage) return;
  // Printed anew for a stack that has another stage than the one before, or to leave the shell's.
  const isRenewed = command.name() === 'env' && command.getOptionValueSource('stage') !== 'cli';
  const running = isRenewed ? stage : await runningStage(root);
  if (running !== stage) {
    throw wrongUsage(
      `This shell's AWS tools talk to \`npm start\`, which runs stage ${running}: ${stage} can't be reached from here.`,
      `Leave it with ${back}, or name the stage that runs: --stage ${embeddedStage}`,
    );
  }
  for (let one: Command | null = command; one !== null; one = one.parent) {
    if (one.opts<Partial<Shared>>().stage !== undefined) one.setOptionValue('stage', embeddedStage);
  }
}

async function runningStage(root: string): Promise<string> {
  const { findStage } = await import('../client/stage/stage.ts');
  try {
    return findStage(embeddedStage, root).name;
  } catch (cause) {
    throw cause instanceof CommandError ? notRunning(cause) : cause;
  }
}

function notRunning(cause: CommandError): CommandError {
  const remedy = `This shell's AWS tools talk to it: start \`npm start\` again, or leave it with ${back}`;
  return new CommandError(cause.message, remedy, { cause });
}
