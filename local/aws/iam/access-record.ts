import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessEvent } from './access.ts';

/** Where stacks write down what was granted, used and denied: one file each, in this folder. */
export const recordVariable = 'SPILLWAY_ACCESS_RECORD';

let stacks = 0;

/** @param folder none: nothing is written down */
export function createAccessRecord(folder: string | undefined): (event: AccessEvent) => void {
  if (folder === undefined || folder === '') return () => undefined;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}-${stacks++}.jsonl`);
  return (event) => appendFileSync(file, `${JSON.stringify(event)}\n`);
}

/** All that is in a folder and those below it. */
export function readAccessRecord(folder: string): readonly AccessEvent[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
