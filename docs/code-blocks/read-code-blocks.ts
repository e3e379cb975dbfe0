import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A block of code in a document. */
export interface CodeBlock {
  /** Relative to the project. */
  readonly page: string;
  /** Of its first line, from 1. */
  readonly line: number;
  /** The first word after the fence; `indented` for lines that are set in by four spaces. */
  readonly language: string;
  /** What follows the language. */
  readonly tag: string;
  readonly text: string;
}

/** Every document of the project. */
export function readPages(): readonly string[] {
  const isOwn = (path: string) =>
    !/(^|\/)(node_modules|cdk\.out|reports|\.[a-z]+)(\/|$)/.test(path);
  return globSync('**/*.md', { cwd: root, exclude: (path) => !isOwn(path) })
    .filter(isOwn)
    .sort();
}

export function readCodeBlocks(page: string): readonly CodeBlock[] {
  const text = readFileSync(join(root, page), 'utf8');
  return blocksIn(text).map((block) => ({ page, ...block }));
}

/** The commands that stand within a sentence, but for those that are cut off by `…`. */
export function inlineCommands(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^ *```.*?^ *```/gms, '');
  const spans = [...text.matchAll(/`((?:npx|npm) [^`]+)`/g)];
  const commands = spans.map(([, command = '']) => command.replace(/\s+/g, ' '));
  return commands.filter((command) => !command.includes('…') && command !== 'npx spillway');
}

type Found = Omit<CodeBlock, 'page'>;

/** The language of a block that stands between two empty lines, without a fence. */
export const indented = 'indented';

export function blocksIn(text: string): readonly Found[] {
  const found: Found[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const end = endOf(lines, index);
    if (end === undefined) continue;
    const block = lines.slice(index, end);
    found.push(isFence(block[0]) ? fenced(block, index) : setIn(block, index));
    index = end;
  }
  return found;
}

const fence = /^( *)```(\S*) *(.*)$/;

function isFence(line: string | undefined): boolean {
  return fence.test(line ?? '');
}

/** The line after the block that begins here, if one does: of a fenced block that is its closing fence. */
function endOf(lines: readonly string[], start: number): number | undefined {
  if (isFence(lines[start])) return lines.findIndex((line, at) => at > start && isFence(line));
  const isCode = (line = '') => /^ {4,}\S/.test(line);
  if (!isCode(lines[start]) || (lines[start - 1] ?? '') !== '') return undefined;
  const end = lines.findIndex((line, at) => at > start && !isCode(line));
  return end === -1 ? lines.length : end;
}

function fenced([opening = '', ...rest]: readonly string[], index: number): Found {
  const [, margin = '', language = '', tag = ''] = fence.exec(opening) ?? [];
  return { line: index + 2, language, tag, text: without(margin, rest) };
}

function setIn(block: readonly string[], index: number): Found {
  const [margin = ''] = /^ */.exec(block[0] ?? '') ?? [];
  return { line: index + 1, language: indented, tag: '', text: without(margin, block) };
}

function without(margin: string, lines: readonly string[]): string {
  return lines
    .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line))
    .join('\n');
}
