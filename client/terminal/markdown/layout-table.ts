import type { Span } from './spans.ts';
import { lengthOf, wrapSpans } from './wrap.ts';

type Line = readonly Span[];
export type Cells = readonly (readonly Span[])[];

const gap: Span = { kind: 'text', text: '  ' };

/** Puts rows into columns; where they are too wide, cells have several lines. */
export function layoutTable(rows: readonly Cells[], width: number): readonly Line[] {
  const columns = Math.max(...rows.map((cells) => cells.length));
  const natural = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => lengthOf(cells[column] ?? []))),
  );
  const widths = shareWidth(natural, width - gap.text.length * (columns - 1));
  return rows.flatMap((cells) => layoutRow(cells, widths));
}

/** Narrow columns get what they need, and wide ones the same share of the rest. */
function shareWidth(natural: readonly number[], width: number): readonly number[] {
  const sorted = natural.toSorted((a, b) => a - b);
  let rest = width;
  for (const [index, needed] of sorted.entries()) {
    const share = Math.floor(rest / (sorted.length - index));
    if (needed > share) return natural.map((one) => Math.max(1, Math.min(one, share)));
    rest -= needed;
  }
  return natural;
}

function layoutRow(cells: Cells, widths: readonly number[]): readonly Line[] {
  const wrapped = widths.map((width, column) => wrapSpans(cells[column] ?? [], width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    widths.flatMap((width, column) => {
      const line = wrapped[column]?.[row] ?? [];
      if (column === widths.length - 1) return line;
      const padding = ' '.repeat(Math.max(0, width - lengthOf(line)));
      return [...line, { kind: 'text' as const, text: padding }, gap];
    }),
  );
}
