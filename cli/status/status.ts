import type { Command } from 'commander';
import { explainError } from '../../client/explain-error.ts';
import { createReadRoutes, namesOf } from '../../client/stage/configuration.ts';
import { readStatus } from '../../client/status/read-status.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';
import { printStatus } from './print-status.ts';

export interface StatusFlags extends Shared {
  readonly config?: string;
}

/** `spillway status` */
export function status(
  options: StatusFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async (connected) => {
    const { clients, stage, lines } = connected;
    const readRoutes = createReadRoutes(context.root, options.config ?? stage.configFile);
    const read = await readStatus(stage.name, {
      clients,
      readNames: async () => namesOf(await readRoutes()),
      explain: (error) => {
        const { message, remedy } = explainError(error, stage, lines);
        return remedy === undefined ? message : `${message}\n${remedy}`;
      },
      now: context.now(),
    });
    print(options, context, read, (result, out) => printStatus(result, out, connected));
  });
}
