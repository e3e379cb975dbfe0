import type { Terminal } from '../terminal.ts';
import { layoutTable } from './layout-table.ts';
import { type Part, readParts } from './read-parts.ts';
import { readSpans, type Span, type SpanKind } from './spans.ts';
import { wrapSpans } from './wrap.ts';

export interface Rendering {
  readonly style: Terminal['style'];
  /** In characters. */
  readonly width: number;
  /** What is shown behind a link's text for where it leads. */
  readonly place?: (link: string) => string;
}

/** Markdown as lines for a terminal. Where styles are off, code keeps its quotes. */
export function renderMarkdown(markdown: string, rendering: Rendering): readonly string[] {
  return readParts(markdown).flatMap((part, index) => {
    const indent = ' '.repeat(part.indent);
    const lines = renderPart(part, rendering).map((line) => `${indent}${line}`.trimEnd());
    return part.isApart && index > 0 ? ['', ...lines] : lines;
  });
}

function renderPart(part: Part, rendering: Rendering): readonly string[] {
  const { style } = rendering;
  const width = Math.max(20, rendering.width - part.indent);
  if (part.kind === 'heading') return [style(['bold', 'underline'], part.text)];
  if (part.kind === 'code') return part.lines.map((line) => `  ${style('cyan', line)}`);
  if (part.kind === 'table') {
    const [header = [], ...rows] = part.rows.map((cells) =>
      cells.map((cell) => spansFor(cell, rendering)),
    );
    const titled = header.map((cell) => cell.map(({ text }): Span => ({ kind: 'strong', text })));
    const isUntitled = header.every((cell) => cell.length === 0);
    return styled(layoutTable(isUntitled ? rows : [titled, ...rows], width), style);
  }
  const marker = part.marker === undefined ? '' : `${part.marker} `;
  const lines = wrapSpans(spansFor(part.text, rendering), width - marker.length);
  return styled(lines, style).map((line, index) =>
    index === 0 ? marker + line : ' '.repeat(marker.length) + line,
  );
}

function spansFor(markdown: string, { style, place = () => '' }: Rendering): readonly Span[] {
  const hasStyles = style('bold', '') !== '';
  return readSpans(markdown, place).map((span) =>
    span.kind === 'code' && !hasStyles ? { kind: 'code', text: `\`${span.text}\`` } : span,
  );
}

const styles = {
  text: undefined,
  code: 'cyan',
  strong: 'bold',
  emphasis: 'italic',
  link: 'underline',
} as const satisfies Record<SpanKind, unknown>;

function styled(lines: readonly (readonly Span[])[], style: Terminal['style']): readonly string[] {
  return lines.map((line) =>
    joined(line)
      .map(({ kind, text }) => {
        const format = styles[kind];
        return format === undefined ? text : style(format, text);
      })
      .join(''),
  );
}

/** Neighbours that look the same are one. */
function joined(line: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  for (const span of line) {
    const last = spans.at(-1);
    if (last?.kind === span.kind) spans.splice(-1, 1, { ...last, text: last.text + span.text });
    else spans.push(span);
  }
  return spans;
}
