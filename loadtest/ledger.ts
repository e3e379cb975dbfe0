import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';

// `at` is in milliseconds since 1970, with fractions.
const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sent'), id: z.string(), payload: z.int(), at: z.number() }),
  z.object({
    kind: z.literal('answered'),
    id: z.string(),
    at: z.number(),
    status: z.int(),
    firstByteMs: z.number(),
    totalMs: z.number(),
  }),
  /** No answer: refused connection, reset, timeout. */
  z.object({ kind: z.literal('failed'), id: z.string(), at: z.number(), code: z.string() }),
  /** The generator's own load: the share of one core that a worker's thread used since its last entry. */
  z.object({ kind: z.literal('load'), worker: z.int(), at: z.number(), cpuShare: z.number() }),
]);

export type LedgerEntry = z.infer<typeof entry>;

export interface Ledger {
  append(entry: LedgerEntry): void;
  close(): void;
}

/**
 * Opens a ledger for appending. Each entry is one write of one line in append mode, so that several workers
 * share the file without mixing their lines, and a killed run has lost nothing that was sent.
 */
export function openLedger(path: string): Ledger {
  const file = openSync(path, 'a');
  return {
    append: (line) => {
      writeSync(file, `${JSON.stringify(line)}\n`);
    },
    close: () => closeSync(file),
  };
}

/** @throws Error naming the line that is not an entry. */
export function readLedger(path: string): readonly LedgerEntry[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(parseEntry);
}

function parseEntry(line: string, index: number): LedgerEntry {
  try {
    return entry.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`Line ${index + 1} of the ledger is not an entry`, { cause });
  }
}
