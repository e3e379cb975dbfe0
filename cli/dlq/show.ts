import type { Command } from 'commander';
import {
  describeLetter,
  findLetters,
  readBody,
  type ShownBody,
  type ShownLetter,
} from '../../client/dead-letters/find-letters.ts';
import { letterFacts } from '../../client/dead-letters/letter-facts.ts';
import { readDepth } from '../../client/stage/queues.ts';
import { printable, printableLines } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { endLook, type ProgramContext, print } from '../command.ts';
import { connect } from '../connect.ts';
import type { LetterFlags } from './letter-options.ts';
import { lettersOf, notFound } from './open-letters.ts';

export interface ShowFlags extends LetterFlags {
  readonly max: number;
  readonly body?: boolean;
}

/** `spillway dlq show` */
export function show(
  id: string,
  options: ShowFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async (connected) => {
    const { queue, diagnose, fetchBody } = await lettersOf(connected, context, options);
    const sought = await findLetters(queue, id, {
      ...{ diagnose, max: options.max, signal: context.signal },
      onProgress: (examined) => context.err.progress(`looked at ${examined}`),
    });
    if (sought.found.length === 0) throw notFound(id, sought.examined, options, connected.lines);
    const { retentionSeconds } = await readDepth(queue.sqs, queue.url);
    const shown = await Promise.all(
      sought.found.map(async (one) =>
        describeLetter(
          one,
          retentionSeconds,
          options.body ? await readBody(fetchBody, one) : undefined,
        ),
      ),
    );
    print(options, context, shown, printLetters);
    endLook(context);
  });
}

/** Writes dead letters for people, one after the other. */
function printLetters(letters: readonly ShownLetter[], terminal: Terminal): void {
  letters.forEach((letter, index) => {
    if (index > 0) terminal.line();
    printLetter(letter, terminal);
  });
}

function printLetter(letter: ShownLetter, terminal: Terminal): void {
  terminal.line(terminal.style('bold', printable(letter.deliveryId ?? letter.messageId)));
  for (const [name, value] of letterFacts(letter)) {
    if (value !== undefined && value !== '') {
      terminal.line(printable(`  ${name.padEnd(14)}${value}`));
    }
  }
  const headers = Object.entries(letter.headers ?? {});
  if (headers.length > 0) terminal.line('  headers');
  for (const [name, value] of headers) {
    terminal.line(printable(`    ${name}: ${value}`));
  }
  if (letter.body === undefined) return;
  terminal.line('  body');
  terminal.line(textOf(letter.body));
}

function textOf(body: ShownBody): string {
  if ('text' in body) return printableLines(body.text);
  return 'base64' in body ? `(base64) ${body.base64}` : `(${body.lost})`;
}
