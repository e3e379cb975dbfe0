import { readdirSync } from 'node:fs';

/** The pages of this directory, each by the name of its alarm. */
export function readPageNames(): readonly string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.replace(/\.md$/, ''));
}
