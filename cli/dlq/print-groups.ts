import type { LetterClass } from '../../client/dead-letters/letter-classes.ts';
import type { DeadLetterGroup } from '../../client/dead-letters/summarize.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

const titles = {
  poison: ['red', 'poison: no attempt will help until the cause is mended'],
  transient: ['yellow', 'transient: their attempts are used up, another one may succeed'],
  'never-processed': ['green', 'never processed: no destination was ever tried'],
} as const satisfies Record<LetterClass, readonly ['red' | 'yellow' | 'green', string]>;

/** A table for each class, and below it what went wrong. */
export function printGroups(all: readonly DeadLetterGroup[], terminal: Terminal): void {
  for (const [name, [style, title]] of Object.entries(titles)) {
    const groups = all.filter((group) => group.class === name);
    if (groups.length === 0) continue;
    terminal.line();
    terminal.line(terminal.style(style, title));
    const header = [
      ...['FINGERPRINT', 'COUNT', 'SOURCE', 'VERSION', 'ATTEMPTS', 'FIRST SEEN', 'LAST SEEN'],
    ];
    for (const line of formatTable(header, groups.map(toRow))) terminal.line(printable(line));
    for (const group of groups) {
      terminal.line(printable(`${group.fingerprint}  ${whyText(group)}`));
    }
  }
}

function toRow(group: DeadLetterGroup) {
  const { fingerprint, count, source, version, attempts, firstSeen, lastSeen } = group;
  const [low, high] = attempts;
  const range = low === high ? `${low}` : `${low}–${high}`;
  return [fingerprint, count, source, version, range, firstSeen, lastSeen];
}

function whyText({ reason, types, destinations, error, count }: DeadLetterGroup): string {
  if (reason === 'malformed') return `${count} can't be read and never will be: ${error}`;
  const where = destinations.length > 0 ? ` at ${destinations.join(', ')}` : '';
  const what = `${reason}${where} (${types.join(', ')})`;
  return error === undefined ? what : `${what}: ${error}`;
}
