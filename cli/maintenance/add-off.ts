import type { Command } from 'commander';
import { type ProgramContext, withShared, withYes } from '../command.ts';
import type { OffFlags } from './off.ts';

export function addOff(maintenance: Command, context: ProgramContext): void {
  withYes(withShared(maintenance.command('off'), context))
    .description('Ends maintenance. Alarms that have fired since, and still do, tell so now.')
    .addHelpText('after', '\nExample:\n  npx spillway maintenance off --stage prod')
    .action(async (options: OffFlags, command: Command) => {
      const { off } = await import('./off.ts');
      await off(options, command, context);
    });
}
