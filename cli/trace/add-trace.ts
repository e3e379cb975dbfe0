import type { Command } from 'commander';
import { type ProgramContext, withConfig, withShared } from '../command.ts';
import { pointInTime } from '../option-values.ts';
import type { TraceFlags } from './trace.ts';

export function addTrace(program: Command, context: ProgramContext): void {
  withConfig(withShared(program.command('trace <delivery-id>'), context))
    .description(
      'The way of one webhook: received, each attempt, parked, dead-lettered, sent again. From logs, table, dead letters and X-Ray.',
    )
    .option('--source <name>', 'only of this source, where several have the id')
    .option(
      '--since <time>',
      'look at logs from this time or age on (default: 1d)',
      pointInTime(context.now),
    )
    .addHelpText(
      'after',
      `
Takes no dead letter. It is complete without X-Ray, which has what was sampled; with it, the parts of both functions'
traces that are about this webhook are told too.

Examples:
  npx spillway trace 72d3162e-cc78-11e3-81ab-4c9367dc0958
  npx spillway trace evt_1QxYz --stage prod --since 7d
  npx spillway trace evt_1QxYz --source stripe --json`,
    )
    .action(async (id: string, options: TraceFlags, command: Command) => {
      const { trace } = await import('./trace.ts');
      await trace(id, options, command, context);
    });
}
