import type { Command } from 'commander';
import { type ProgramContext, withConfig, withShared } from '../command.ts';
import type { StatusFlags } from './status.ts';

export function addStatus(program: Command, context: ProgramContext): void {
  withConfig(withShared(program.command('status'), context))
    .description('Queues, resting destinations, functions and alarms. Changes nothing.')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway status\n  npx spillway status --stage prod --json',
    )
    .action(async (options: StatusFlags, command: Command) => {
      const { status } = await import('./status.ts');
      await status(options, command, context);
    });
}
