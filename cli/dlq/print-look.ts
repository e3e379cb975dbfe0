import type { CommandLines } from '../../client/command-lines.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

/** How far a look went. */
interface Look {
  /** What SQS says is there; approximate. */
  readonly visible: number;
  readonly examined: number;
  readonly matching: number;
}

/** Says how many were looked at, and how to look at all. @returns whether there is anything to be shown of them */
export function printLook(look: Look, terminal: Terminal, lines: CommandLines): boolean {
  const { visible, examined, matching } = look;
  if (examined === 0) {
    terminal.line(noneText(visible));
    return false;
  }
  const part = examined < visible ? ` (of about ${visible})` : '';
  const kind = matching < examined ? `${matching} of ` : '';
  terminal.line(terminal.style('bold', `${kind}${examined} dead letters${part}`));
  if (examined < visible) terminal.line(`Look at all: ${lines.same({ max: 2 * visible })}`);
  return matching > 0;
}

function noneText(visible: number): string {
  return visible === 0
    ? 'There are no dead letters.'
    : `SQS counts ${visible} dead letters, but shows none: somebody else holds them. Try again in a minute.`;
}
