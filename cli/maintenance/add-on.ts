import type { Command } from 'commander';
import { type ProgramContext, withShared, withYes } from '../command.ts';
import { duration } from '../option-values.ts';
import type { OnFlags } from './on.ts';

export function addOn(maintenance: Command, context: ProgramContext): void {
  withYes(withShared(maintenance.command('on'), context))
    .description(
      'Mutes the alarms, from the next full minute on. CloudWatch ends it by itself, and then tells what still lasts. Dead letters and lost webhooks wake someone all the same.',
    )
    .requiredOption('--for <time>', 'for how long: 30m, 1h, 48h', duration)
    .option('--reason <text>', 'what for, for others who look', 'maintenance')
    .addHelpText(
      'after',
      "\nExamples:\n  npx spillway maintenance on --for 1h\n  npx spillway maintenance on --stage prod --for 30m --reason 'load test'",
    )
    .action(async (options: OnFlags, command: Command) => {
      const { on } = await import('./on.ts');
      await on(options, command, context);
    });
}
