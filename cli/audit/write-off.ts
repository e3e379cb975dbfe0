import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { writeOffResidue } from '../../client/audit/write-off.ts';
import { printable } from '../../client/terminal/printable.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';

export interface WriteOffFlags extends ChangeFlags {
  readonly reason: string;
  readonly by?: string;
  readonly count?: number;
}

/** `spillway audit write-off` */
export function writeOff(
  options: WriteOffFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, async (connected) => {
    const { clients, stage } = connected;
    const entry = await writeOffResidue(clients, stage.name, {
      by: options.by ?? userInfo().username,
      reason: options.reason,
      count: options.count,
      now: context.now(),
      confirm: (change) => confirmChange(connected, options, context, async () => change),
    });
    print(options, context, entry, ({ residue, by }, out) =>
      out.line(`A residue of ${residue} is written off, by ${printable(by)}.`),
    );
  });
}
