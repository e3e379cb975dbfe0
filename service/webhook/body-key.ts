import { bucketPrefixes } from './bucket-prefixes.ts';

const dayPattern = /^\d{4}-\d\d-\d\d$/;

/**
 * The key of a body that is too large for the queue. It is the same for the same body on the same day, so a
 * repeated body is stored once.
 *
 * @param day `2026-11-23`
 * @param sha256 of the body, in lower-case hex
 */
export function bodyKey(source: string, day: string, sha256: string): string {
  return `${bucketPrefixes.bodies}${source}/${day}/${sha256}`;
}

/**
 * Whether a key belongs to a body of this source. A message must not lead to another source's body, nor to the
 * archive.
 */
export function isBodyKey(
  source: string,
  { key, sha256 }: { readonly key: string; readonly sha256: string },
): boolean {
  const day = key.split('/').at(-2) ?? '';
  return (
    dayPattern.test(day) && /^[0-9a-f]{64}$/.test(sha256) && key === bodyKey(source, day, sha256)
  );
}
