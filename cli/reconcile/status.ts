import type { Command } from 'commander';
import { readReconciliation } from '../../client/reconciliation/read-status.ts';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';
import { printReconciliation } from './print-status.ts';

export interface StatusFlags extends Shared {
  readonly config?: string;
}

/** `spillway reconcile status` */
export function status(
  source: string | undefined,
  options: StatusFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async (connected) => {
    const { clients, stage } = connected;
    const routes = await createReadRoutes(context.root, options.config ?? stage.configFile)();
    const now = context.now();
    const read = await readReconciliation(clients, stage.name, { routes, source, now });
    print(options, context, read, (result, out) => printReconciliation(result, out, connected));
  });
}
