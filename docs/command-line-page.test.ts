import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exitCodeTable } from '../client/terminal/exit-codes.ts';

it('has the exit codes that the help has', () => {
  const page = readFileSync(new URL('command-line.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, text]) => [code, text]);
  const help = [...exitCodeTable.matchAll(/^ +(\d+) +(.+)$/gm)].map(([, code, text]) => [
    code,
    text,
  ]);
  expect(rows).toEqual(help);
  expect(rows.length).toBeGreaterThan(0);
});
