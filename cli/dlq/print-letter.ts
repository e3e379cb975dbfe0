import { printable, printableLines } from '../../client/printable.ts';
import type { Terminal } from '../terminal.ts';
import type { ShownBody, ShownLetter } from './show-letter.ts';

/** Writes dead letters for people, one after the other. */
export function printLetters(letters: readonly ShownLetter[], terminal: Terminal): void {
  letters.forEach((letter, index) => {
    if (index > 0) terminal.line();
    printLetter(letter, terminal);
  });
}

function printLetter(letter: ShownLetter, terminal: Terminal): void {
  terminal.line(terminal.style('bold', printable(letter.deliveryId ?? letter.messageId)));
  for (const [name, value] of rowsOf(letter)) {
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

function rowsOf(letter: ShownLetter): readonly (readonly [string, string | undefined])[] {
  return [
    ['source', letter.source],
    ['type', letter.type],
    ['received at', letter.receivedAt],
    ['content type', letter.contentType],
    ['class', letter.class],
    ['reason', letter.reason],
    ['destination', letter.destinations.join(', ')],
    ['attempts', String(letter.attempts)],
    ['first error', letter.firstError],
    ['last error', letter.lastError],
    ['version', letter.version],
    ['fingerprint', letter.fingerprint],
    ['trace', letter.trace],
    ['redriven by', letter.redrive],
    ['dropped at', letter.expiresAt],
    ['SQS message', letter.messageId],
  ];
}

function textOf(body: ShownBody): string {
  if ('text' in body) return printableLines(body.text);
  return 'base64' in body ? `(base64) ${body.base64}` : `(${body.lost})`;
}
