/** A part of a page, whose text is still Markdown. */
export type Part = PartText & {
  /** In characters, of what its list item indents. */
  readonly indent: number;
  /** Whether an empty line is before it. */
  readonly isApart: boolean;
};

type PartText =
  | { readonly kind: 'heading'; readonly text: string; readonly level: number }
  /** A paragraph, or the first one of a list item, which has a marker: `-`, `1.` */
  | { readonly kind: 'paragraph'; readonly text: string; readonly marker: string | undefined }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

const fence = /^ *```/;
const heading = /^#+ /;
const row = /^\|/;
const marker = /^ *(-|\d+\.) /;
const ends = [/^\s*$/, fence, heading, row, marker];

/** Takes Markdown apart, as far as our pages use it. Comments are left out. */
export function readParts(markdown: string): readonly Part[] {
  const lines = markdown.replace(/^ *<!--.*?-->\n?/gms, '').split('\n');
  const parts: Part[] = [];
  let isApart = false;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      isApart = true;
      at += 1;
    } else {
      const end = endOf(lines, at);
      const indent = line.length - line.trimStart().length;
      parts.push({ ...readPart(lines.slice(at, end), indent), indent, isApart });
      isApart = false;
      at = end;
    }
  }
  return parts;
}

/** The index of the line behind the part that begins at `from`. */
function endOf(lines: readonly string[], from: number): number {
  const first = lines[from] ?? '';
  const next = (is: (line: string) => boolean) => {
    const found = lines.findIndex((line, index) => index > from && is(line));
    return found === -1 ? lines.length : found;
  };
  if (fence.test(first)) return next((line) => fence.test(line)) + 1;
  if (heading.test(first)) return from + 1;
  if (row.test(first)) return next((line) => !row.test(line));
  return next((line) => ends.some((end) => end.test(line)));
}

function readPart(lines: readonly string[], indent: number): PartText {
  const [first = ''] = lines;
  if (fence.test(first)) {
    const code = lines.slice(1).filter((line) => !fence.test(line));
    return { kind: 'code', lines: code.map((line) => line.slice(indent)) };
  }
  if (heading.test(first)) {
    const level = first.indexOf(' ');
    return { kind: 'heading', text: first.replace(heading, ''), level };
  }
  if (row.test(first)) return { kind: 'table', rows: readRows(lines) };
  const text = lines.join('\n').replace(marker, '');
  return { kind: 'paragraph', text, marker: marker.exec(first)?.[1] };
}

function readRows(lines: readonly string[]): readonly (readonly string[])[] {
  return lines
    .filter((line) => !/^\|[ :|]*-[ :|-]*\|$/.test(line))
    .map((line) => line.slice(1, -1).split(/(?<!\\)\|/))
    .map((cells) => cells.map((cell) => cell.trim()));
}
