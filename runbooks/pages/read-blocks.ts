import { labelledItem, readRemarks } from './read-remarks.ts';
import type { CommandBlock } from './runbook-page.ts';

const fence = /^ *```/;

/**
 * The command blocks of a page: each `sh` block, with the paragraph before it and the labelled lines right below it.
 */
export function readBlocks(text: string): readonly CommandBlock[] {
  const lines = text.split('\n');
  const blocks: CommandBlock[] = [];
  let section = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    section = /^## (.+)$/.exec(line)?.[1] ?? section;
    if (!fence.test(line)) continue;
    const end = lines.findIndex((other, index) => index > at && fence.test(other));
    const closed = end === -1 ? lines.length : end;
    const [, tag] = /^ *```sh *(.*)$/.exec(line) ?? [];
    if (tag !== undefined) blocks.push(readBlock(lines, { tag: tag.trim(), section, at, closed }));
    at = closed;
  }
  return blocks;
}

interface BlockPlace {
  readonly tag: string;
  readonly section: string;
  /** The lines of both fences, from 0. */
  readonly at: number;
  readonly closed: number;
}

function readBlock(lines: readonly string[], { tag, section, at, closed }: BlockPlace) {
  const commands = lines.slice(at + 1, closed).map((line) => line.trim());
  return {
    tag,
    section,
    line: at + 1,
    commands: commands.filter(Boolean),
    lead: readLead(lines.slice(0, at)),
    ...readRemarks(lines, closed + 1),
  };
}

function readLead(before: readonly string[]): string {
  const lines: string[] = [];
  for (const line of before.toReversed()) {
    // What it follows is the block above.
    if (labelledItem.test(line)) return '';
    if (/^(?:#|---$| *```|<!--)/.test(line) || line.trim() === '') break;
    lines.unshift(line.trim());
    if (/^ *(?:\d+\.|-) /.test(line)) break;
  }
  return lines.join(' ').replace(/^(?:\d+\.|-) /, '');
}
