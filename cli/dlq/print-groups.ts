import { classTitles } from '../../client/dead-letters/class-titles.ts';
import { type LetterClass, letterClasses } from '../../client/dead-letters/letter-classes.ts';
import type { DeadLetterGroup } from '../../client/dead-letters/summarize.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { cut, toSecond } from './letter-cells.ts';

const styles = {
  poison: 'red',
  transient: 'yellow',
  'never-processed': 'green',
} as const satisfies Record<LetterClass, string>;

const header = ['FINGERPRINT', 'COUNT', 'SOURCE', 'VERSION', 'ATTEMPTS'];

/** Errors with something of their own in each text would else fill the screen. */
const groupsOfAClass = 20;
const namesOfAGroup = 5;
const errorLimit = 500;

/** The command that lists the letters of a group. */
export type ListLine = (group: DeadLetterGroup) => string;

/**
 * A table for each class, and below it what went wrong, and where to find its letters.
 *
 * @param all the largest first
 * @returns those that were printed
 */
export function printGroups<Group extends DeadLetterGroup>(
  all: readonly Group[],
  terminal: Terminal,
  listLine: ListLine,
): readonly Group[] {
  const printed: Group[] = [];
  for (const name of letterClasses) {
    const groups = all.filter((group) => group.class === name);
    if (groups.length === 0) continue;
    terminal.line();
    terminal.line(terminal.style(styles[name], classTitles[name]));
    const shown = groups.slice(0, groupsOfAClass);
    const columns = [...header, ...timeColumns(name)];
    for (const line of formatTable(columns, shown.map(toRow))) terminal.line(printable(line));
    for (const group of shown) {
      terminal.line(printable(`${group.fingerprint}  ${whyText(group)}`));
      terminal.line(
        printable(`${' '.repeat(group.fingerprint.length)}  ${idsText(group, listLine)}`),
      );
    }
    const left = groups.length - shown.length;
    if (left > 0) terminal.line(`${left} smaller groups more: --json has all`);
    printed.push(...shown);
  }
  return printed;
}

/** What was never tried has never failed. */
function timeColumns(name: LetterClass): readonly string[] {
  return name === 'never-processed' ? ['CAME FIRST', 'CAME LAST'] : ['FAILED FIRST', 'FAILED LAST'];
}

function toRow(group: DeadLetterGroup) {
  const { fingerprint, count, source, version, attempts, firstSeen, lastSeen } = group;
  const [low, high] = attempts;
  const range = low === high ? `${low}` : `${low}–${high}`;
  const times =
    group.class === 'never-processed'
      ? [firstSeen, lastSeen]
      : [group.firstFailed, group.lastFailed];
  return [fingerprint, count, cut(source), cut(version), range, ...times.map(toSecond)];
}

function whyText({ reason, types, destinations, error, count }: DeadLetterGroup): string {
  if (reason === 'malformed') return `${count} can't be read and never will be: ${error}`;
  const where = destinations.length > 0 ? ` at ${some(destinations)}` : '';
  const what = `${cut(reason)}${where} (${some(types)})`;
  return error === undefined ? what : `${what}: ${cut(error, errorLimit)}`;
}

function some(names: readonly string[]): string {
  const left = names.length - namesOfAGroup;
  const shown = names
    .slice(0, namesOfAGroup)
    .map((name) => cut(name))
    .join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
}

function idsText(group: DeadLetterGroup, listLine: ListLine): string {
  const { ids, count } = group;
  const shown = ids.join(', ');
  if (count <= ids.length) return shown;
  return `${shown} and ${count - ids.length} more: ${listLine(group)}`;
}
