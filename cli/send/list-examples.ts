import type { CommandLines } from '../../client/command-lines.ts';
import { serviceEvents } from '../../client/example-webhook/examples/service-events.ts';
import { examplesOf } from '../../client/example-webhook/examples-of.ts';
import { type Sources, sourceNames } from '../../client/send/open-channel.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

export interface ListedExamples {
  readonly source: string;
  readonly sender: string;
  readonly examples: readonly { readonly name: string; readonly type: string }[];
}

/** The examples of each source, the one that is sent by default first. @param only of this one */
export function listExamples(
  sources: Sources,
  only: string | undefined,
): readonly ListedExamples[] {
  return sourceNames(sources)
    .filter((name) => only === undefined || name === only)
    .map((source) => {
      const sender = sources.senders.get(source)?.name ?? 'service';
      const examples = sender === 'service' ? serviceEvents : examplesOf(sender);
      const named = Object.entries(examples).map(([name, { type }]) => ({ name, type }));
      return { source, sender, examples: named };
    });
}

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
