import type { Command } from 'commander';
import type { CommandLines } from '../../client/command-lines.ts';
import type { LetterFilter } from '../../client/dead-letters/letter-filter.ts';
import {
  type LetterList,
  type ListedLetter,
  listLetters,
} from '../../client/dead-letters/list-letters.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { endLook, type ProgramContext, print } from '../command.ts';
import { connect } from '../connect.ts';
import { cut, toSecond } from './letter-cells.ts';
import type { LetterFlags } from './letter-options.ts';
import { lettersOf } from './open-letters.ts';
import { printLook } from './print-look.ts';

export interface ListFlags extends LetterFlags, LetterFilter {
  readonly max: number;
  readonly limit?: number;
}

/** `spillway dlq list` */
export function list(options: ListFlags, command: Command, context: ProgramContext): Promise<void> {
  return connect(command, context, async (connected) => {
    const { queue, diagnose } = await lettersOf(connected, context, options);
    const { limit = Number.POSITIVE_INFINITY, max } = options;
    const found = await listLetters(queue, {
      ...{ diagnose, filter: options, limit, max, signal: context.signal },
      onProgress: (examined) => context.err.progress(`looked at ${examined}`),
    });
    const { lines } = connected;
    print(options, context, found, (result, out) => printList(result, out, lines));
    endLook(context);
  });
}

const header = [
  ...['DELIVERY', 'SOURCE', 'TYPE', 'CLASS', 'REASON', 'DESTINATION', 'ATTEMPTS'],
  ...['CAME', 'FAILED LAST', 'EXPIRES'],
];

function printList(list: LetterList, terminal: Terminal, lines: CommandLines): void {
  if (!printLook(list, terminal, lines)) return;
  terminal.line();
  const { letters, matching } = list;
  for (const line of formatTable(header, letters.map(toRow))) terminal.line(printable(line));
  terminal.line();
  if (matching > letters.length) {
    const left = matching - letters.length;
    terminal.line(`${left} more: ${lines.same({ limit: undefined })}`);
  }
  const [first] = letters;
  if (first) terminal.line(`All of one: ${lines.other(['dlq', 'show', first.id])}`);
}

function toRow(letter: ListedLetter) {
  const { id, source, type, reason, destinations, attempts, receivedAt } = letter;
  const to = destinations.join(',') || '-';
  return [
    ...[id, ...[source, type, letter.class, reason, to].map((text) => cut(text)), attempts],
    ...[receivedAt, letter.lastFailedAt, letter.expiresAt].map(toSecond),
  ];
}
