import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { type Expectation, type ExpectationState, missingFrom } from './expectation.ts';
import { fillIn, learnFrom, placeholdersOf } from './placeholders.ts';
import type { CommandBlock } from './runbook-page.ts';
import type { CommandOutput, Shell } from './shell.ts';

/** What a block did. */
export interface BlockOutcome {
  readonly commands: readonly (CommandOutput & { readonly command: string })[];
  /** One for each expectation of the block, in its order. */
  readonly verdicts: readonly Verdict[];
}

/** What was expected, beside what was seen. */
export interface Verdict {
  readonly expectation: Expectation;
  /** Patterns that the output lacks, as the page writes them: none where it is as expected. */
  readonly missing: readonly string[];
}

/** A command wants a value that nobody gave and no earlier command printed. */
export class MissingValueError extends Error {
  override readonly name = 'MissingValueError';
  readonly placeholders: readonly string[];

  constructor(command: string, placeholders: readonly string[]) {
    super(`No value is known for ${placeholders.map((one) => `<${one}>`).join(', ')}: ${command}`);
    this.placeholders = placeholders;
  }
}

/**
 * Runs a block's commands, until one fails, and compares what they print with all that the page expects: of a calm
 * stage, of one in trouble, of either. `isAsExpected` says whether the outcome is that of one state.
 *
 * @throws MissingValueError before anything is run
 */
export async function executeBlock(
  { commands, expectations }: Pick<CommandBlock, 'commands' | 'expectations'>,
  shell: Shell,
): Promise<BlockOutcome> {
  const outcomes: (CommandOutput & { command: string })[] = [];
  for (const written of commands) {
    const command = filledIn(written, shell);
    const output = await shell.run(command);
    outcomes.push({ command, ...output });
    for (const [name, value] of learnFrom(output.stdout)) shell.values.set(name, value);
    if (!resultCodes.includes(output.exitCode)) break;
  }
  return {
    commands: outcomes,
    verdicts: expectations.map((expectation) => judge(expectation, outcomes, shell)),
  };
}

/** A look that could not read everything has a result all the same. */
const resultCodes: readonly number[] = [exitCodes.done, exitCodes.partly];

/** Whether all commands ended well and printed what the page says of this state of the stage. */
export function isAsExpected(
  { commands, verdicts }: BlockOutcome,
  state: Exclude<ExpectationState, 'either'>,
): boolean {
  const own = verdicts.filter(({ expectation }) => [state, 'either'].includes(expectation.state));
  return (
    commands.every(({ exitCode }) => resultCodes.includes(exitCode)) &&
    own.every(({ missing }) => missing.length === 0)
  );
}

/** Fills in the values that are known, and the stage. */
function filledIn(written: string, { values }: Shell): string {
  const command = fillIn(written, values);
  const left = placeholdersOf(command);
  if (left.length > 0) throw new MissingValueError(written, left);
  return command;
}

function judge(
  expectation: Expectation,
  outcomes: readonly CommandOutput[],
  { env, values }: Shell,
): Verdict {
  const fill = (text: string) =>
    fillIn(text, values).replaceAll('$SPILLWAY_STAGE', env.SPILLWAY_STAGE ?? '');
  const all = (stream: 'stdout' | 'stderr') => outcomes.map((one) => one[stream]).join('\n');
  const output = { stdout: all('stdout'), stderr: all('stderr') };
  return { expectation, missing: missingFrom(output, expectation, fill) };
}
