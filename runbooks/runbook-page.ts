import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface CommandBlock {
  /** `run` only reads; `danger` changes something. Empty where the author forgot it. */
  readonly tag: string;
  /** The heading that it stands under. */
  readonly section: string;
  readonly commands: readonly string[];
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

function readBlocks(body: string): readonly CommandBlock[] {
  return body.split(/^## /m).flatMap((part) => {
    const section = part.split('\n', 1)[0] ?? '';
    return [...part.matchAll(/^ *```sh *(\S*)\n(.*?)^ *```$/gms)].map(
      ([, tag = '', lines = '']) => ({
        tag,
        section,
        commands: lines
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      }),
    );
  });
}
