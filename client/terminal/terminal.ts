import { styleText } from 'node:util';
import { printable, printableColours } from './printable.ts';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes. */
export interface Terminal {
  /** A whole line. */
  line(text?: string): void;
  /** Overwrites the line before it where a person watches; otherwise says nothing. */
  progress(text: string): void;
  style(style: Style, text: string): string;
  /** How many characters of prose a line may have. */
  readonly columns: number;
}

/** The part of a stream that is needed. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Nobody reads longer ones with pleasure. */
const mostColumns = 110;

const clearLine = '\r\u001b[K';

/**
 * Colours and progress only where a person watches; `NO_COLOR` is honoured. Of what others wrote, nothing but colours
 * reaches a terminal as an order.
 */
export function createTerminal(output: Output, noColor = false): Terminal {
  const isTerminal = output.isTTY === true;
  let inProgress = false;
  return {
    line(text = '') {
      output.write(`${inProgress ? clearLine : ''}${printableColours(text)}\n`);
      inProgress = false;
    },
    progress(text) {
      if (!isTerminal) return;
      output.write(`${clearLine}${printable(text)}`);
      inProgress = true;
    },
    style: (style, text) =>
      isTerminal && !noColor ? styleText(style, text, { validateStream: false }) : text,
    get columns() {
      // Some terminals don't know, and say 0.
      return Math.min(output.columns || mostColumns, mostColumns);
    },
  };
}
