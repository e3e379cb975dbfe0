import type { CommandLines } from '../../client/command-lines.ts';
import type { ListedExamples } from '../../client/send/list-examples.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

const few = 12;

/** @param isWhole all of them, however many there are */
export function printExamples(
  listed: readonly ListedExamples[],
  out: Terminal,
  lines: CommandLines,
  isWhole: boolean,
): void {
  for (const { source, sender, examples } of listed) {
    out.line(out.style('bold', sender === source ? source : `${source} (${sender})`));
    const shown = isWhole ? examples : examples.slice(0, few);
    for (const line of linesOf(shown)) out.line(line);
    if (shown.length === examples.length) continue;
    const whole = lines.other(['send', source], { list: true });
    out.line(`  and ${examples.length - shown.length} more: ${whole}`);
  }
}

function linesOf(examples: ListedExamples['examples']): readonly string[] {
  if (examples.length === 0) return ['  none: the smallest webhook that it takes is sent'];
  return examples.map(lineOf);
}

function lineOf({ name, type }: ListedExamples['examples'][number]): string {
  return name === type ? `  ${name}` : `  ${name}  of type ${type}`;
}
