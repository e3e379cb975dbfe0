import { unprintableRuns } from './printable.ts';

/** What no shell gives a meaning in an argument; zsh gives `=` one at the beginning. */
const plain = /^[\w./:@,+-][\w./:@,+=-]*$/;

/** A word that any POSIX shell reads back as it is. What a terminal would obey stands in it as octal numbers. */
export function shellQuote(word: string): string {
  if (plain.test(word)) return word;
  const parts = word
    .split(unprintableRuns)
    .map((part, index) => (index % 2 === 0 ? singleQuoted(part) : printf(part)));
  return parts.join('') || "''";
}

function singleQuoted(text: string): string {
  return text && `'${text.replaceAll("'", `'\\''`)}'`;
}

function printf(text: string): string {
  const octal = [...new TextEncoder().encode(text)].map(
    (byte) => `\\${byte.toString(8).padStart(3, '0')}`,
  );
  return `"$(printf '${octal.join('')}')"`;
}
