import { type Step, stepsOf } from '../../client/runbook/steps.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { placeholdersOf } from '../../runbooks/pages/placeholders.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { type BlockResult, runBlock } from './run-block.ts';
import type { Session } from './session.ts';

/** Runs all that only reads and lacks no value, unasked. */
export async function runAll(
  session: Session,
  options: Shared,
  context: ProgramContext,
): Promise<void> {
  const { transcript, connected } = session;
  const ran: (BlockResult & { readonly section: string })[] = [];
  for (const { section, block } of stepsOf(session.page).filter(isHarmless)) {
    if (context.signal.aborted) break;
    transcript?.step(section, block.lead);
    context.err.progress(`${block.commands[0]} …`);
    ran.push({ section, ...(await runBlock(block, session)) });
  }
  transcript?.end();
  const { alarm, page } = session;
  const result = { alarm, page: page.name, stage: connected.stage.name, ran: ran.map(asData) };
  print(options, context, result, () => undefined);
  if (context.signal.aborted) context.setExitCode(exitCodes.interrupted);
  else if (ran.some(({ likeness }) => likeness === 'neither'))
    context.setExitCode(exitCodes.partly);
}

function isHarmless(step: Step): step is Step & { readonly block: NonNullable<Step['block']> } {
  const { block } = step;
  return block?.tag === 'run' && placeholdersOf(block.commands.join('\n')).length === 0;
}

function asData({ section, outcome, comparisons, likeness }: BlockResult & { section: string }) {
  return { section, commands: outcome.commands, comparisons, likeness: likeness ?? null };
}
