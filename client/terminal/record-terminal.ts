import { stripVTControlCharacters } from 'node:util';
import { printableColours } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** The same terminal, which hands over each line that it is given, without colours and progress. */
export function recordTerminal(terminal: Terminal, record: (text: string) => void): Terminal {
  return {
    ...terminal,
    line(text = '') {
      terminal.line(text);
      record(`${stripVTControlCharacters(printableColours(text))}\n`);
    },
  };
}
