import type { Command } from 'commander';
import { readMaintenance } from '../../client/maintenance/maintenance.ts';
import { printableLines } from '../../client/terminal/printable.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';

/** `spillway maintenance status` */
export function maintenanceStatus(
  options: Shared,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async ({ clients, stage }) => {
    const maintenance = await readMaintenance(clients.cloudWatch, stage.name);
    print(options, context, { maintenance: maintenance ?? null }, (_, out) => {
      if (maintenance === undefined) return out.line('Maintenance is not on.');
      const { status, from, until, reason, muted } = maintenance;
      const begins = status === 'ACTIVE' ? `is on since ${from}` : `begins at ${from}`;
      out.line(`Maintenance ${begins} and ends at ${until}: ${muted.length} alarms tell nobody.`);
      out.line(`Reason: ${printableLines(reason)}`);
    });
  });
}
