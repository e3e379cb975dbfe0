import { exitCodes } from '../../../client/terminal/exit-codes.ts';
import { type BlockOutcome, executeBlock, isAsExpected } from '../../pages/execute-block.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';

/**
 * Runs what the page has somebody look at first, which also tells the shell what later commands want to know.
 *
 * @throws DrillFailure where one of our commands fails: the page would be of no use
 * @returns the commands that did not print what the page says of a stage in trouble
 */
export async function lookFirst({ page, shell, note }: DrillRun): Promise<readonly string[]> {
  const surprises: string[] = [];
  const looks = page.blocks.filter(
    ({ section, tag }) => section === 'First five minutes' && tag === 'run',
  );
  for (const block of looks) {
    const outcome = await executeBlock(block, await shell());
    for (const { command, stdout, stderr } of outcome.commands) note(command, stdout + stderr);
    refuseFailed(outcome);
    if (!isAsExpected(outcome, 'trouble')) surprises.push(block.commands.join('; '));
  }
  return surprises;
}

/** Whether `aws` is there, and which version, is this machine's affair. */
function refuseFailed({ commands }: BlockOutcome): void {
  const failed = commands.find(
    ({ command, exitCode }) =>
      command.startsWith('npx spillway') &&
      exitCode !== exitCodes.done &&
      exitCode !== exitCodes.partly,
  );
  if (failed === undefined) return;
  const { command, exitCode, stdout, stderr } = failed;
  throw new DrillFailure(`\`${command}\` ended with ${exitCode}: ${(stderr || stdout).trim()}`);
}
