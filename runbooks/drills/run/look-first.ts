import { executeBlock, isAsExpected } from '../../pages/execute-block.ts';
import type { DrillRun } from './drill-run.ts';

/**
 * Runs what the page has somebody look at first, which also tells the shell what later commands want to know.
 *
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
    if (!isAsExpected(outcome, 'trouble')) surprises.push(block.commands.join('; '));
  }
  return surprises;
}
