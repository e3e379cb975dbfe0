import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { vi } from 'vitest';

const counted = ['createHmac', 'verify'] as const;

/** How many digests and verifications the work makes. They are made for real. */
export function countDigests(work: () => unknown): number {
  const spies = counted.map((name) => vi.spyOn(crypto, name));
  syncBuiltinESMExports();
  try {
    work();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
    syncBuiltinESMExports();
  }
}
