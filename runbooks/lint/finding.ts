/** A mistake of a page. */
export interface Finding {
  /** In the page's file, from 1. */
  readonly line: number;
  readonly message: string;
}

/** The line of a character of a text, from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The first line that begins so; 1 where none does. */
export function lineOf(text: string, beginning: string): number {
  const index = text.split('\n').findIndex((line) => line.startsWith(beginning));
  return Math.max(index + 1, 1);
}
