import { type BlockOutcome, executeBlock } from './execute-block.ts';
import type { Remark, RunbookPage } from './runbook-page.ts';
import type { Shell } from './shell.ts';

/**
 * Runs what an _Undo_ or _Verify_ says: its own command, or the look of the first five minutes that it names.
 *
 * @returns undefined where it names neither, and a person has to look
 */
export async function executeRemark(
  { command, expectation, step }: Remark,
  { blocks }: Pick<RunbookPage, 'blocks'>,
  shell: Shell,
): Promise<BlockOutcome | undefined> {
  if (command !== undefined) {
    return executeBlock({ commands: [command], expectations: [expectation] }, shell);
  }
  const looks = blocks.filter(({ section }) => section === 'First five minutes');
  const look = step === undefined ? undefined : looks[step - 1];
  return look === undefined ? undefined : executeBlock(look, shell);
}
