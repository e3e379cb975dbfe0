import type { Command } from 'commander';
import { type ProgramContext, type Shared, withShared, withYes } from '../command.ts';
import { finiteNumber } from '../option-values.ts';
import type { WriteOffFlags } from './write-off.ts';

/** `spillway audit …` */
export function addAudit(program: Command, context: ProgramContext): void {
  const audit = withShared(program.command('audit'), context)
    .description(
      'Whether all that was accepted is settled or in the queue: the totals, and the residue. Changes nothing.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway audit\n  npx spillway audit --stage prod --json',
    )
    .action(async (options: Shared, command: Command) => {
      const { audit: look } = await import('./audit.ts');
      await look(options, command, context);
    });
  withYes(withShared(audit.command('write-off'), context))
    .description(
      'Closes the case of a residue that you looked into, and notes who, when and why. The alarm is over some minutes later.',
    )
    .requiredOption('--reason <text>', 'what became of the webhooks')
    .option('--by <name>', 'who says so; without it, who is logged in here')
    .option(
      '--count <number>',
      'how many, negative where more was settled than accepted; without it, the whole residue',
      finiteNumber,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway audit write-off --reason "drill: one message was deleted by hand"\n  npx spillway audit write-off --stage prod --count 2 --reason "sent again from the sender\'s console"',
    )
    .action(async (_: WriteOffFlags, command: Command) => {
      const { writeOff } = await import('./write-off.ts');
      // Those that `audit` takes too are read there.
      await writeOff(command.optsWithGlobals(), command, context);
    });
}
