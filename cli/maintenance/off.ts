import type { Command } from 'commander';
import { accountOf, readTellingAlarms } from '../../client/alarms/deployed-alarms.ts';
import { endMaintenance } from '../../client/maintenance/maintenance.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';

export type OffFlags = ChangeFlags;

/** `spillway maintenance off` */
export function off(options: OffFlags, command: Command, context: ProgramContext): Promise<void> {
  return connectToChange(command, context, async (connected) => {
    const { clients, stage } = connected;
    await confirmChange(connected, options, context, async () => ({
      what: 'End maintenance, after which alarms tell what has fired since and still does',
      account: accountOf(await readTellingAlarms(clients.cloudWatch, stage.name)),
    }));
    const wasOn = await endMaintenance(clients.cloudWatch, stage.name);
    print(options, context, { wasOn }, (_, out) =>
      out.line(wasOn ? 'Maintenance is over.' : 'Maintenance was not on.'),
    );
  });
}
