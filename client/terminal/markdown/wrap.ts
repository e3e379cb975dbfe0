import type { Span } from './spans.ts';

/** What stands between two places where a line may break. */
type Word = readonly Span[];

/**
 * Breaks a paragraph into lines of at most so many characters; a word that is longer has a line of its own.
 */
export function wrapSpans(spans: readonly Span[], width: number): readonly (readonly Span[])[] {
  const lines: Span[][] = [];
  let room = 0;
  for (const word of wordsOf(spans, width)) {
    const length = lengthOf(word);
    const line = lines.at(-1);
    if (line !== undefined && length + 1 <= room) {
      line.push(spaceBetween(line, word), ...word);
      room -= length + 1;
    } else {
      lines.push([...word]);
      room = width - length;
    }
  }
  return lines;
}

/** What is emphasized is so with its spaces. */
function spaceBetween(before: readonly Span[], after: Word): Span {
  const kind = before.at(-1)?.kind;
  return { kind: kind !== undefined && kind === after[0]?.kind ? kind : 'text', text: ' ' };
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}

function wordsOf(spans: readonly Span[], width: number): readonly Word[] {
  const words: Span[][] = [[]];
  for (const span of spans) {
    const [first, ...rest] = textsOf(span, width).map((text) => (text ? [{ ...span, text }] : []));
    words.at(-1)?.push(...(first ?? []));
    words.push(...rest);
  }
  return words.filter((word) => word.length > 0);
}

/** Code that fits into a line is not broken, to be pasted. */
function textsOf({ kind, text }: Span, width: number): readonly string[] {
  return kind === 'code' && text.length <= width ? [text] : text.split(/\s+/);
}
