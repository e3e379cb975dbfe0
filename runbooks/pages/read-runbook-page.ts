import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readBlocks } from './read-blocks.ts';
import { pagesDirectory } from './read-page-names.ts';
import type { RunbookPage } from './runbook-page.ts';

/**
 * Reads the page of an alarm.
 *
 * @param name of the alarm, without stage and source
 * @throws where there is no such page
 */
export function readRunbookPage(name: string): RunbookPage {
  return parseRunbookPage(name, readFileSync(new URL(`${name}.md`, pagesDirectory), 'utf8'));
}

/** A page that lacks its front matter has none, and no other part of it is lost. */
export function parseRunbookPage(name: string, text: string): RunbookPage {
  const [, frontMatter = ''] = /^---\n(.*?)\n---\n/s.exec(text) ?? [];
  return {
    name,
    text,
    frontMatter: parse(frontMatter) ?? {},
    sections: text.split('\n').flatMap((line, index) => {
      const [, title] = /^## (.+)$/.exec(line) ?? [];
      return title === undefined ? [] : [{ title, line: index + 1 }];
    }),
    blocks: readBlocks(text),
  };
}
