import type { Command } from 'commander';
import { type ProgramContext, type Shared, withShared } from '../command.ts';

export function addMaintenanceStatus(maintenance: Command, context: ProgramContext): void {
  withShared(maintenance.command('status'), context)
    .description('Whether maintenance is on, until when, and what for. Changes nothing.')
    .addHelpText('after', '\nExample:\n  npx spillway maintenance status --stage prod')
    .action(async (options: Shared, command: Command) => {
      const { maintenanceStatus } = await import('./status.ts');
      await maintenanceStatus(options, command, context);
    });
}
