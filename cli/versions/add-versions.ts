import { type Command, Option } from 'commander';
import { type ProgramContext, withShared } from '../command.ts';
import type { VersionsFlags } from './versions.ts';

export function addVersions(program: Command, context: ProgramContext): void {
  withShared(program.command('versions'), context)
    .description(
      "The versions of the stage's functions, the latest first, and which of them is live.",
    )
    .addOption(
      // As in client/deployments/live-functions.ts, which a command that is not run does not load.
      new Option('--function <name>', 'only of this function').choices([
        'ingestion',
        'processing',
        'audit',
        'reconciliation',
      ]),
    )
    .addHelpText(
      'after',
      `
A deployment publishes a version of each function whose code or configuration it changes, and points the alias \`live\`
at it. Audit and reconciliation have no versions: what was deployed last always runs.

Examples:
  npx spillway versions
  npx spillway versions --function processing --stage prod`,
    )
    .action(async (options: VersionsFlags, command: Command) => {
      const { versions } = await import('./versions.ts');
      await versions(options, command, context);
    });
}
