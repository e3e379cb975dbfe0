import type { Command } from 'commander';
import { type ProgramContext, withOutput } from '../command.ts';
import { positiveInteger } from '../option-values.ts';
import type { ReportListFlags } from './list.ts';

export function addReportList(report: Command, context: ProgramContext): void {
  withOutput(report.command('list'))
    .description('The load tests that have a report here, the latest first.')
    .option('--scenario <name>', 'only those of this scenario')
    .option('--limit <count>', 'no more than this many', positiveInteger, 20)
    .addHelpText(
      'after',
      `
Examples:
  npx spillway report list
  npx spillway report list --scenario spike --json`,
    )
    .action(async (options: ReportListFlags) => {
      const { list } = await import('./list.ts');
      list(options, context);
    });
}
