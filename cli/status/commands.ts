import type { Command } from 'commander';
import { connect, type ProgramContext, print, type Shared, withShared } from '../command.ts';
import { printStatus } from './print-status.ts';
import { readStatus } from './read-status.ts';

/** `spillway status` */
export function addStatus(program: Command, context: ProgramContext): void {
  withShared(program.command('status'), context)
    .description('Queues, functions and alarms. Changes nothing.')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway status\n  npx spillway status --stage prod --json',
    )
    .action((options: Shared, command: Command) =>
      connect(command, context, async ({ clients, stage, lines }) => {
        const status = await readStatus(clients, stage.name, new Date(context.now()));
        print(options, context, status, (result, out) => printStatus(result, out, lines));
      }),
    );
}
