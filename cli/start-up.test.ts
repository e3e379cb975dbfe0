import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

// An import of nothing but types is none when it runs.
const staticImport = /^import(?! type\b) (?:[^;'"]*? from )?'([^']+)'/gms;

/** What a program imports before it has run a line of its own: our files by path, packages by name. */
function importsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  seen.add(relative(root, file));
  if (!file.endsWith('.ts')) return seen;
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(staticImport)) {
    const path = join(dirname(file), from);
    if (!from.startsWith('.')) seen.add(from);
    else if (!seen.has(relative(root, path))) importsOf(path, seen);
  }
  return seen;
}

const imported = [...importsOf(join(import.meta.dirname, 'main.ts'))];

it('imports no package but commander before it knows which command is meant', () => {
  const packages = imported.filter((one) => !/^node:|\.(ts|json)$/.test(one));
  // Each costs a tenth of a second. `add-<verb>.ts` declares a command; what it does is in `<verb>.ts`.
  expect(packages).toEqual(['commander']);
});

it('imports nothing of functions, stack and embedded stack before it knows which command is meant', () => {
  const others = imported.filter((one) => /^(service|infra|local)\//.test(one));
  expect(others.toSorted()).toEqual([
    'service/webhook/nearest-name.ts',
    'service/webhook/slot-name.ts',
  ]);
  expect(imported).toContain('cli/status/add-status.ts');
});
