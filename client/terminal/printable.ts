/**
 * What a terminal obeys, or a reader is deceived by: controls (C0, DEL, C1), format characters (those that turn the
 * direction of a text, and those without any width), separators of lines and paragraphs, and half surrogate pairs.
 */
const unprintable = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;

const any = new RegExp(unprintable, 'gu');
const anyButBreaks = new RegExp(`(?![\\n\\t])${unprintable}`, 'gu');
const anyButNewline = new RegExp(`(?!\\n)${unprintable}`, 'gu');
const colourOrUnprintable = new RegExp(`\\u001b\\[[\\d;]*m|(?![\\n\\t])${unprintable}`, 'gu');

/** Runs of it, as `split` keeps them; newlines are in none. */
export const unprintableRuns = new RegExp(`((?:(?!\\n)${unprintable})+)`, 'u');

/** Of what others wrote, what a terminal does not obey: a line stays one line, and has the colours that we give it. */
export function printable(text: string): string {
  return text.replace(any, '�');
}

/** The same for what may have several lines. */
export function printableLines(text: string): string {
  return text.replace(anyButBreaks, '�');
}

/** The same for lines in colour. */
export function printableColours(text: string): string {
  return text.replace(colourOrUnprintable, (found) => (found.length > 2 ? found : '�'));
}

/** JSON of the same value, in which nothing is left to obey. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(anyButNewline, (found) =>
    found.split('').map(escapeUnit).join(''),
  );
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
