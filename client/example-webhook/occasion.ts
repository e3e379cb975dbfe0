import { createHash, randomUUID } from 'node:crypto';
import type { Occasion } from './example.ts';

/**
 * @param now milliseconds since 1970
 * @param seed what all ids are made from: the same seed gives the same ones
 */
export function createOccasion(now: number, seed: string = randomUUID()): Occasion {
  const hash = createHash('sha256').update(seed).digest('hex');
  return {
    now,
    seconds: Math.floor(now / 1000),
    iso: new Date(now).toISOString(),
    uuid: uuidOf(hash),
    token: hash.slice(32, 56),
    number: 1_000_000_000 + (Number.parseInt(hash.slice(-8), 16) % 9_000_000_000),
  };
}

/** With the bits that version 4 fixes: RFC 9562, section 5.4. */
function uuidOf(hex: string): string {
  const [a, b, c, d, e] = [0, 8, 13, 17, 20].map((at) => hex.slice(at));
  return `${a?.slice(0, 8)}-${b?.slice(0, 4)}-4${c?.slice(0, 3)}-8${d?.slice(0, 3)}-${e?.slice(0, 12)}`;
}
