import { bucketPrefixes } from './bucket-prefixes.ts';

const dayPattern = /^\d{4}-\d\d-\d\d$/;

/**
 * Where the body of a webhook is kept that is too large for the queue. The same for the same body on the same day: what
 * a sender repeats is stored once.
 *
 * @param day `2026-11-23`
 * @param sha256 of the body, in lower-case hex
 */
export function bodyKey(source: string, day: string, sha256: string): string {
  return `${bucketPrefixes.bodies}${source}/${day}/${sha256}`;
}

/** Whether a key is that of a body of this source: a message must not lead to another's, nor to the archive. */
export function isBodyKey(
  source: string,
  { key, sha256 }: { readonly key: string; readonly sha256: string },
): boolean {
  const day = key.split('/').at(-2) ?? '';
  return (
    dayPattern.test(day) && /^[0-9a-f]{64}$/.test(sha256) && key === bodyKey(source, day, sha256)
  );
}
