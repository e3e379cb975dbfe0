import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const dayMs = 86_400_000;

/**
 * What the cookie of a browser that was let in holds. It stays the same for a day, so that a page that is open goes on
 * when the console is started again.
 *
 * @param file readable by this user only
 */
export function keptSession(file: string, now: number): string {
  return readKept(file, now) ?? makeKept(file);
}

function readKept(file: string, now: number): string | undefined {
  try {
    if (now - statSync(file).mtimeMs > dayMs) return undefined;
    const kept = readFileSync(file, 'utf8');
    return /^[\w-]{32}$/.test(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function makeKept(file: string): string {
  const made = randomBytes(24).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, made, { mode: 0o600 });
  renameSync(unfinished, file);
  return made;
}
