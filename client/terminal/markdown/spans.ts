export type SpanKind = 'text' | 'code' | 'strong' | 'emphasis' | 'link';

/** A piece of a line that looks the same from its begin to its end. */
export interface Span {
  readonly kind: SpanKind;
  readonly text: string;
  /** Where a link leads. */
  readonly target?: string;
}

/** What is shown behind a link's text for where it leads; nothing is shown for an empty text. */
export type Place = (link: string) => string;

const forms = [
  /`(?<code>[^`]+)`/,
  /\*\*(?<strong>.+?)\*\*/,
  /(?<!\w)(?<mark>[*_])(?<emphasis>\S|\S.*?\S)\k<mark>(?!\w)/,
  /\[(?<link>[^\]]+)\]\((?<target>[^)\s]+)\)/,
];
const inline = new RegExp(forms.map(({ source }) => source).join('|'), 'gs');

/** Takes a paragraph of Markdown apart, as far as our pages use it. */
export function readSpans(markdown: string, place: Place): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const { index, 0: whole, groups = {} } of markdown.matchAll(inline)) {
    spans.push(textSpan(markdown.slice(end, index)), ...spansOf(groups, place));
    end = index + whole.length;
  }
  return [...spans, textSpan(markdown.slice(end))].filter(({ text }) => text !== '');
}

function spansOf(groups: Readonly<Record<string, string>>, place: Place): readonly Span[] {
  const { code, target } = groups;
  if (code !== undefined) return [{ kind: 'code', text: unescaped(code) }];
  const kind = (['strong', 'emphasis', 'link'] as const).find((one) => groups[one] !== undefined);
  if (kind === undefined) return [];
  // What is emphasized may have code in it.
  const spans = readSpans(groups[kind] ?? '', place).map((span) =>
    span.kind === 'text' ? { ...span, kind, ...(target && { target }) } : span,
  );
  const shown = target === undefined ? '' : place(target);
  const isSaid = spans.some(({ text }) => text === shown);
  return shown && !isSaid ? [...spans, textSpan(` (${shown})`)] : spans;
}

function textSpan(text: string): Span {
  return { kind: 'text', text: unescaped(text) };
}

/** A table's cell has its `|` escaped. */
function unescaped(text: string): string {
  return text.replace(/\\([|<>*_`])/g, '$1');
}
