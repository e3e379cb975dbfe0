import { existsSync, readFileSync } from 'node:fs';
import { type Finding, lineAt } from './finding.ts';

/**
 * Whether the links of a document lead somewhere within the project: to a file, and to a heading of it.
 *
 * @param file where the text stands
 */
export function checkLinks(text: string, file: URL): readonly Finding[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(({ index, 1: link = '' }) => {
    const problem = problemOf(link, file, text);
    if (problem === undefined) return [];
    return [{ line: lineAt(text, index), message: `the link ${link} leads nowhere: ${problem}` }];
  });
}

function problemOf(link: string, file: URL, text: string): string | undefined {
  if (/^https:/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : new URL(path, file);
  if (path !== '' && !existsSync(target)) return 'there is no such file';
  if (anchor === undefined) return undefined;
  const headings = (path === '' ? text : readFileSync(target, 'utf8')).matchAll(/^#+ (.+)$/gm);
  const isThere = [...headings].some(([, title = '']) => anchorOf(title) === anchor);
  return isThere ? undefined : 'there is no such heading';
}

/** As GitHub makes it. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}
