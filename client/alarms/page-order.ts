import { readFile } from 'node:fs/promises';

const page = new URL('../../runbooks/pipeline-degraded.md', import.meta.url);

/**
 * The alarms that wake someone, in the order in which their pages are to be opened: as the page of `pipeline-degraded`
 * has them, for who reads it there.
 */
export async function readPageOrder(): Promise<readonly string[]> {
  const [, diagnosis = ''] = /^## Diagnosis\n(.*?)^## /ms.exec(await readFile(page, 'utf8')) ?? [];
  const symptoms = [...diagnosis.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = '']) => cell);
  return symptoms.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, slug = '']) => slug));
}
