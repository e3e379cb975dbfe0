import { readdirSync } from 'node:fs';

/** Where the pages are. */
export const pagesDirectory = new URL('../', import.meta.url);

/** The pages, each by the name of its alarm. */
export function readPageNames(): readonly string[] {
  return readdirSync(pagesDirectory)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.replace(/\.md$/, ''));
}
