import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { keptSession } from './kept-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'spillway-session-'));
const file = join(folder, '.spillway', 'console-session');
const dayMs = 86_400_000;

afterAll(() => rmSync(folder, { recursive: true }));

it('stays the same for a day, and is another one after that', () => {
  const first = keptSession(file, Date.now());
  expect(first).toMatch(/^[\w-]{32}$/);
  expect(keptSession(file, Date.now() + dayMs / 2)).toBe(first);
  expect(keptSession(file, Date.now() + 2 * dayMs)).not.toBe(first);
});

it('is for this user’s eyes only', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('takes nothing from a file that it did not write', () => {
  for (const text of ['', 'short', `${'a'.repeat(32)}\n; Path=/`]) {
    writeFileSync(file, text);
    expect(keptSession(file, Date.now())).toMatch(/^[\w-]{32}$/);
  }
});
