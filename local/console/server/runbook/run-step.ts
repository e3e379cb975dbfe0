import {
  type Comparison,
  compare,
  type Likeness,
  likenessOf,
} from '../../../../client/runbook/compare.ts';
import { fillCommand } from '../../../../client/runbook/fill-command.ts';
import { executeBlock, MissingValueError } from '../../../../runbooks/pages/execute-block.ts';
import type { CommandBlock } from '../../../../runbooks/pages/runbook-page.ts';
import type { CommandOutput } from '../../../../runbooks/pages/shell.ts';
import { BadRequestError, type ConsoleContext } from '../endpoint.ts';
import { type ConsoleShellOptions, openConsoleShell } from './open-console-shell.ts';
import type { ReadRunbook } from './read-runbook.ts';
import { type Suggested, suggestedIn } from './suggested-values.ts';

/** What a block printed, beside what its page says of that. */
export interface RanBlock {
  readonly commands: readonly (CommandOutput & { readonly command: string })[];
  readonly comparisons: readonly Comparison[];
  readonly likeness?: Likeness;
  /** Values for the page's placeholders, as they were printed. */
  readonly suggested: Suggested;
}

/** The block of a step, with this tag. @throws BadRequestError for another one */
export function blockOf(
  { steps }: ReadRunbook,
  step: string | undefined,
  tag: 'run' | 'danger',
): CommandBlock {
  const block = steps[Number(step)]?.block;
  if (block?.tag !== tag) throw new BadRequestError(`No ${tag} block of the page is ${step}.`);
  return block;
}

/** @throws CommandError for a command that runs in a shell only; BadRequestError where a value is missing */
export async function runBlock(
  block: CommandBlock,
  page: ReadRunbook,
  context: ConsoleContext,
  options: ConsoleShellOptions,
): Promise<RanBlock> {
  const shell = openConsoleShell(context, options);
  const commands = block.commands.map((command) => fillCommand(command, options.values));
  const run = () => executeBlock({ ...block, commands }, shell);
  try {
    const outcome = commands.some(isAboutLetters)
      ? await context.desk.look(run, options.signal)
      : await run();
    const likeness = likenessOf(outcome);
    return {
      commands: outcome.commands,
      comparisons: compare(outcome, context.stage.name),
      ...(likeness === undefined ? {} : { likeness }),
      suggested: suggestedIn(
        page,
        outcome.commands.map(({ stdout }) => stdout),
      ),
    };
  } catch (error) {
    if (error instanceof MissingValueError) {
      throw new BadRequestError(error.message, { cause: error });
    }
    throw error;
  }
}

/** What takes dead letters, or hides them for a look. */
function isAboutLetters(command: string): boolean {
  return /^npx spillway (?:dlq|trace) /.test(command);
}
