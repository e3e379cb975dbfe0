import type { Command } from 'commander';
import { explainError } from '../../client/explain-error.ts';
import { createReadRoutes, namesOf } from '../../client/stage/configuration.ts';
import { readStatus } from '../../client/status/read-status.ts';
import {
  connect,
  type ProgramContext,
  print,
  type Shared,
  withConfig,
  withShared,
} from '../command.ts';
import { printStatus } from './print-status.ts';

interface StatusFlags extends Shared {
  readonly config?: string;
}

/** `spillway status` */
export function addStatus(program: Command, context: ProgramContext): void {
  withConfig(withShared(program.command('status'), context))
    .description('Queues, resting destinations, functions and alarms. Changes nothing.')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway status\n  npx spillway status --stage prod --json',
    )
    .action((options: StatusFlags, command: Command) =>
      connect(command, context, async ({ clients, stage, lines }) => {
        const readRoutes = createReadRoutes(context.root, options.config ?? stage.configFile);
        const status = await readStatus(stage.name, {
          clients,
          readNames: async () => namesOf(await readRoutes()),
          explain: (error) => {
            const { message, remedy } = explainError(error, stage, lines);
            return remedy === undefined ? message : `${message}\n${remedy}`;
          },
          now: context.now(),
        });
        print(options, context, status, (result, out) => printStatus(result, out, lines));
      }),
    );
}
