import type { Command } from 'commander';
import { type ProgramContext, withOutput } from '../command.ts';
import type { ReportOpenFlags } from './open.ts';

export function addReportOpen(report: Command, context: ProgramContext): void {
  withOutput(report.command('open'))
    .description('Opens the report of a load test in a browser.')
    .argument(
      '[run]',
      'its folder, or a scenario, of which the latest is meant; `all` for the index',
    )
    .option('--path', 'print where it is, and open nothing')
    .addHelpText(
      'after',
      `
Without a run it is the latest one. With --json it says where the files are, and opens nothing.

Examples:
  npx spillway report open
  npx spillway report open spike
  npx spillway report open reports/2026-11-26T15-00-00-spike --path`,
    )
    .action(async (run: string | undefined, options: ReportOpenFlags) => {
      const { open } = await import('./open.ts');
      await open(run, options, context);
    });
}
