import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface CommandBlock {
  /** `run` only reads; `danger` changes something. Empty where the author forgot it. */
  readonly tag: string;
  /** The heading that it stands under. */
  readonly section: string;
  readonly commands: readonly string[];
  /** What the page says right below it about its output, in one line. */
  readonly expected?: string;
}

/** A page of this directory, taken apart. */
export interface RunbookPage {
  readonly text: string;
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly sections: readonly string[];
  readonly blocks: readonly CommandBlock[];
}

export function readRunbookPage(file: URL): RunbookPage {
  const text = readFileSync(file, 'utf8');
  const [, frontMatter = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  return {
    text,
    frontMatter: parse(frontMatter) ?? {},
    sections: [...body.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title),
    blocks: readBlocks(body),
  };
}

const block =
  /^ *```sh *(\S*)\n(.*?)^ *```\n(?:\s*Expected: (.*?)(?=\n *(?:\n|\d+\. |- |```)))?/gms;

function readBlocks(body: string): readonly CommandBlock[] {
  return body.split(/^## /m).flatMap((part) => {
    const section = part.split('\n', 1)[0] ?? '';
    return [...part.matchAll(block)].map(([, tag = '', lines = '', expected]) => ({
      tag,
      section,
      commands: lines
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      ...(expected === undefined ? {} : { expected: expected.replace(/\s+/g, ' ') }),
    }));
  });
}

/**
 * Whether a command printed what its page expects: something that the page quotes, or nothing where the page says
 * "nothing".
 */
export function isExpected(output: string, expected: string): boolean {
  if (output.trim() === '') return /\bnothing\b/i.test(expected);
  return [...expected.matchAll(/`([^`]+)`/g)].some(([, quoted = '']) => output.includes(quoted));
}
