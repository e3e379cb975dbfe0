import { formatTable } from '../../../client/terminal/format.ts';
import type { Account } from './conservation.ts';

const header = [
  'CELL',
  'ACCEPTED',
  'PROCESSED',
  'DUPLICATE',
  'FILTERED',
  'DEAD-LETTERED',
  'RESIDUE',
  'DRIFT',
  'SEEN TWICE',
  'SECONDS',
];

/** One line for each cell that came to its end. */
export function printMatrix(
  accounts: readonly (readonly [cell: string, account: Account & { readonly seconds: number }])[],
): string {
  const lines = accounts.map(([cell, account]) => {
    const { accepted, processed, duplicate, filtered, deadLettered } = account;
    const { residue, drift } = account;
    const ends = [processed, duplicate, filtered, deadLettered, residue, drift];
    return [cell, accepted, ...ends, account.seenTwice, Number(account.seconds.toFixed(1))];
  });
  return `\n${formatTable(header, lines).join('\n')}\n`;
}
