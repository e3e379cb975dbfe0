import {
  type Comparison,
  compare,
  type Likeness,
  likenessOf,
} from '../../../../client/runbook/compare.ts';
import { fillCommand } from '../../../../client/runbook/fill-command.ts';
import {
  type BlockOutcome,
  executeBlock,
  MissingValueError,
} from '../../../../runbooks/pages/execute-block.ts';
import { executeRemark } from '../../../../runbooks/pages/execute-remark.ts';
import type { CommandBlock } from '../../../../runbooks/pages/runbook-page.ts';
import type { CommandOutput, Shell } from '../../../../runbooks/pages/shell.ts';
import { BadRequestError, type ConsoleContext } from '../endpoint.ts';
import type { LetterDesk } from '../jobs/letter-desk.ts';
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
  /** The file in which it is kept. */
  readonly record: string;
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
export function runBlock(
  block: CommandBlock,
  page: ReadRunbook,
  context: ConsoleContext,
  options: ConsoleShellOptions,
): Promise<RanBlock> {
  const { section, lead, undo } = block;
  const filled = withValues(block, options);
  if (options.isConfirmed) {
    // It is said before: what is cut off has changed something too.
    context.records.write(page, context.stage, (record) => {
      record.line('runs what changes something', filled.commands.join('; '));
    });
  }
  return carryOut({ section, lead, undo: undo?.text }, page, context, options, (shell) =>
    executeBlock(filled, shell),
  );
}

/** What a page says of how a change is seen: a command of its own, or a look of the first five minutes. */
export async function verifyBlock(
  { verify, section }: CommandBlock,
  page: ReadRunbook,
  context: ConsoleContext,
  options: ConsoleShellOptions,
): Promise<RanBlock> {
  if (verify === undefined) throw nothingToRun;
  const { command, text } = verify;
  const filled = command === undefined ? {} : { command: fillCommand(command, options.values) };
  const blocks = page.steps.flatMap(({ block }) => (block ? [withValues(block, options)] : []));
  const lead = `Verify: ${text}`;
  return carryOut({ section, lead }, page, context, options, async (shell) => {
    const outcome = await executeRemark({ ...verify, ...filled }, { blocks }, shell);
    if (outcome === undefined) throw nothingToRun;
    return outcome;
  });
}

const nothingToRun = new BadRequestError('The page names no command that shows it.');

function withValues(block: CommandBlock, { values }: ConsoleShellOptions): CommandBlock {
  return { ...block, commands: block.commands.map((command) => fillCommand(command, values)) };
}

interface Place {
  readonly section: string;
  readonly lead: string;
  /** How the change is taken back. */
  readonly undo?: string | undefined;
}

async function carryOut(
  { section, lead, undo }: Place,
  page: ReadRunbook,
  context: ConsoleContext,
  options: ConsoleShellOptions,
  execute: (shell: Shell) => Promise<BlockOutcome>,
): Promise<RanBlock> {
  const { shell, seconds } = inTurn(openConsoleShell(context, options), context.desk, options);
  const outcome = await execute(shell).catch((error: unknown) => {
    const { message } = Object(error);
    if (options.isConfirmed) {
      context.records.write(page, context.stage, (record) => record.line('failed', `${message}`));
    }
    if (!(error instanceof MissingValueError)) throw error;
    throw new BadRequestError(error.message, { cause: error });
  });
  const { commands } = outcome;
  const comparisons = compare(outcome, context.stage.name);
  const likeness = likenessOf(outcome);
  const record = context.records.write(page, context.stage, (transcript) => {
    transcript.step(section, lead);
    for (const [at, output] of commands.entries()) {
      transcript.command(output.command, { ...output, seconds: seconds[at] ?? 0 });
    }
    transcript.compared(comparisons, likeness);
    if (!options.isConfirmed) return;
    for (const { command } of commands) transcript.changed(command, undo);
  });
  const outputs = commands.map(({ stdout }) => stdout);
  return {
    ...{ commands, comparisons, record, suggested: suggestedIn(page, outputs) },
    ...(likeness === undefined ? {} : { likeness }),
  };
}

/** What takes dead letters, or hides them for a look, waits for its turn. @returns how long each command took, in their order */
function inTurn(
  shell: Shell,
  desk: LetterDesk,
  { signal }: ConsoleShellOptions,
): { readonly shell: Shell; readonly seconds: readonly number[] } {
  const seconds: number[] = [];
  const run = async (command: string) => {
    const begun = performance.now();
    const output = await shell.run(command);
    seconds.push((performance.now() - begun) / 1000);
    return output;
  };
  const runInTurn = (command: string) =>
    isAboutLetters(command) ? desk.look(() => run(command), signal) : run(command);
  return { shell: { ...shell, run: runInTurn }, seconds };
}

function isAboutLetters(command: string): boolean {
  return /^npx spillway (?:dlq|trace) /.test(command);
}
