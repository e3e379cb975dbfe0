import type { Command } from 'commander';
import { type ProgramContext, withShared } from '../command.ts';
import { positiveInteger } from '../option-values.ts';
import type { DeploymentsFlags } from './deployments.ts';

export function addDeployments(program: Command, context: ProgramContext): void {
  withShared(program.command('deployments'), context)
    .description(
      'The last deployments of the stage, the latest first: when, how they ended, what changed.',
    )
    .option('--limit <count>', 'no more than this many', positiveInteger, 5)
    .addHelpText(
      'after',
      `
Of the embedded stack these are its start and each reload. CloudFormation keeps the events of 90 days.

Examples:
  npx spillway deployments
  npx spillway deployments --limit 20 --stage prod`,
    )
    .action(async (options: DeploymentsFlags, command: Command) => {
      const { deployments } = await import('./deployments.ts');
      await deployments(options, command, context);
    });
}
