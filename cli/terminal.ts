import { styleText } from 'node:util';
import { printable, printableColours } from '../client/printable.ts';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes. */
export interface Terminal {
  /** A whole line. */
  line(text?: string): void;
  /** Overwrites the line before it where a person watches; otherwise says nothing. */
  progress(text: string): void;
  style(style: Style, text: string): string;
}

/** The part of a stream that is needed. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

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
  };
}

type Cell = string | number;

/** Columns as wide as their widest cell; numbers to the right. No column is cut. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): string[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => String(row[column] ?? '').length)),
  );
  const format = (cells: readonly Cell[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [format(header), ...rows.map(format)];
}

/** `90` → `1 min 30 s`, in two units at most. */
export function formatSeconds(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount} ${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
