import { z } from 'zod';
import type { Item } from './dynalite.ts';

const statementLimit = 25;
const batch = z.strictObject({
  Statements: z
    .array(z.strictObject({ Statement: z.string(), Parameters: z.array(z.unknown()).default([]) }))
    .min(1)
    .max(statementLimit),
});

/** One INSERT, its parameters put in. */
export interface Insert {
  readonly table: string;
  readonly item: Item;
}

/**
 * The items of a batch of statements.
 *
 * @returns nothing unless all are INSERTs of which each attribute is a parameter
 */
export function readInserts(body: unknown): readonly Insert[] | undefined {
  const parsed = batch.safeParse(body);
  const inserts = parsed.data?.Statements.map(({ Statement, Parameters }) => {
    const [, table, tuple = ''] = /^INSERT INTO "([\w.-]+)" VALUE \{(.*)\}$/.exec(Statement) ?? [];
    const names = tuple.split(',').map((part) => /^\s*'(\w+)'\s*:\s*\?\s*$/.exec(part)?.[1]);
    if (table === undefined || names.length !== Parameters.length) return undefined;
    if (names.includes(undefined)) return undefined;
    return { table, item: Object.fromEntries(names.map((name, at) => [name, Parameters[at]])) };
  });
  return inserts?.every((insert) => insert !== undefined) ? inserts : undefined;
}
