import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
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

/** A page that lacks its front matter, or can't be read there, has none, and no other part of it is lost. */
export function parseRunbookPage(name: string, text: string): RunbookPage {
  return {
    name,
    text,
    ...readFrontMatter(text),
    sections: text.split('\n').flatMap((line, index) => {
      const [, title] = /^## (.+)$/.exec(line) ?? [];
      return title === undefined ? [] : [{ title, line: index + 1 }];
    }),
    blocks: readBlocks(text),
  };
}

function readFrontMatter(text: string): Pick<RunbookPage, 'frontMatter' | 'mistake'> {
  const [, written = ''] = /^---\n(.*?)\n---\n/s.exec(text) ?? [];
  const document = parseDocument(written);
  const [error] = document.errors;
  if (error === undefined) return { frontMatter: document.toJS() ?? {} };
  const [message = ''] = error.message.split(/ at line \d/);
  // It begins below the page's first line.
  return { frontMatter: {}, mistake: { line: 1 + (error.linePos?.[0].line ?? 0), message } };
}
