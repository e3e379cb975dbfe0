import type { CommandLines } from '../../client/command-lines.ts';
import type { Rehearsal } from '../../client/reconciliation/rehearse.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { noneHasLog, toSetToken } from './remarks.ts';

/** Writes for people what a run would do. */
export function printRehearsals(
  rehearsals: readonly Rehearsal[],
  out: Terminal,
  lines: CommandLines,
): void {
  if (rehearsals.length === 0) out.line(noneHasLog);
  for (const rehearsal of rehearsals) printOne(rehearsal, out, lines);
}

function printOne(
  { source, rows, missing, absent, problem }: Rehearsal,
  out: Terminal,
  lines: CommandLines,
): void {
  if (rows === undefined) {
    out.line(toSetToken(source, lines));
    return;
  }
  const { read, young, unwanted, ours } = rows;
  out.line(
    `${source}: ${read} deliveries read; ${ours} are here, ${young} too young, ${unwanted} of types that no route takes.`,
  );
  if (problem !== undefined) out.line(out.style('yellow', `Not read to the end: ${problem}`));
  const table = [
    ...missing.map((one) => ['would be asked for', one] as const),
    ...absent.map((one) => ['delivered, says the sender', one] as const),
  ].map(([what, { id, type = '–', at }]) => [
    ...[printable(id), printable(type), new Date(at).toISOString(), what],
  ]);
  if (table.length === 0) out.line(`${source}: nothing is missing.`);
  else for (const line of formatTable(['DELIVERY', 'TYPE', 'SENT', ''], table)) out.line(line);
  out.line('Nothing was asked for.');
}
