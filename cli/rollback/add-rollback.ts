import { type Command, Option } from 'commander';
import { type ProgramContext, withShared, withYes } from '../command.ts';
import type { RollbackFlags } from './rollback.ts';

export function addRollback(program: Command, context: ProgramContext): void {
  withYes(withShared(program.command('rollback'), context))
    .description('Let an earlier version of a function take the calls again, within a second.')
    .addOption(
      new Option('--function <name>', 'of which function')
        .choices(['ingestion', 'processing'])
        .makeOptionMandatory(),
    )
    .option('--to <version>', 'its number (default: the version before the one that is live)')
    .addHelpText(
      'after',
      `
It moves the alias \`live\`, and nothing else: queues, tables, permissions and data stay as they are. The next deployment
that changes the function moves it again. \`npx spillway versions\` lists what there is.

Examples:
  npx spillway rollback --function processing
  npx spillway rollback --function ingestion --to 41 --stage prod`,
    )
    .action(async (options: RollbackFlags, command: Command) => {
      const { rollback } = await import('./rollback.ts');
      await rollback(options, command, context);
    });
}
