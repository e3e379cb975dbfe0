import {
  type Comparison,
  compare,
  type Likeness,
  likenessOf,
  likenessText,
} from '../../client/runbook/compare.ts';
import { fillCommand } from '../../client/runbook/fill-command.ts';
import { type BlockOutcome, executeBlock } from '../../runbooks/pages/execute-block.ts';
import type { CommandBlock } from '../../runbooks/pages/runbook-page.ts';
import type { CommandOutput, Shell } from '../../runbooks/pages/shell.ts';
import { printMarkdown } from './print-page.ts';
import type { Session } from './session.ts';

export interface BlockResult {
  readonly outcome: BlockOutcome;
  readonly comparisons: readonly Comparison[];
  readonly likeness: Likeness | undefined;
}

/** Runs a block, and shows and records what it printed and how that compares with the page. */
export async function runBlock(
  block: Pick<CommandBlock, 'commands' | 'expectations'>,
  session: Session,
): Promise<BlockResult> {
  const { shell, transcript, outputs } = session;
  const commands = block.commands.map((command) => fillCommand(command, shell.values));
  const outcome = await executeBlock({ ...block, commands }, watched(session));
  outputs.push(...outcome.commands.map(({ stdout }) => stdout));
  // What Ctrl-C cut short says nothing of the page.
  const likeness = session.context.signal.aborted ? undefined : likenessOf(outcome);
  const comparisons = compare(outcome, session.connected.stage.name);
  const result = { outcome, comparisons, likeness };
  transcript?.compared(result.comparisons, result.likeness);
  printComparison(result, session);
  return result;
}

/** Shows each command before it is run, and records it when it has ended. */
function watched({ shell, transcript, context }: Session): Shell {
  const { out, now } = context;
  return {
    ...shell,
    values: unchanging(shell.values),
    async run(command) {
      out.line(out.style('dim', `$ ${command}`));
      const begun = now();
      const output = await shell.run(command);
      transcript?.command(command, { ...output, seconds: (now() - begun) / 1000 });
      return output;
    },
  };
}

/** What somebody has typed stays, whatever the next command prints. */
function unchanging(values: ReadonlyMap<string, string>): Map<string, string> {
  const copy = new Map(values);
  return Object.assign(copy, { set: () => copy });
}

/** As every POSIX shell says it. */
const notFound = 127;

const marks = {
  seen: ['green', '✓'],
  'not seen': ['yellow', '✗'],
  'yours to see': ['dim', '·'],
} as const satisfies Record<Comparison['verdict'], unknown>;

function printComparison({ outcome, comparisons, likeness }: BlockResult, session: Session): void {
  const { out } = session.context;
  const failed = outcome.commands.find(({ exitCode }) => exitCode !== 0);
  if (failed) out.line(out.style('red', endText(failed)));
  if (comparisons.length > 0) out.line();
  for (const { label, expected, verdict, missing } of comparisons) {
    const [style, mark] = marks[verdict];
    out.line(out.style(style, `${mark} ${label}, ${verdict}${missingText(missing)}:`));
    printMarkdown(`   ${expected}`, out);
  }
  if (likeness !== undefined) out.line(out.style('bold', likenessText[likeness]));
}

function endText({ exitCode }: CommandOutput): string {
  if (exitCode !== notFound) return `It ended with ${exitCode}.`;
  return 'The shell does not find it: runbooks/README.md says what has to be installed.';
}

function missingText(missing: readonly string[]): string {
  return missing.length === 0 ? '' : ` (lacking ${missing.join('; ')})`;
}
