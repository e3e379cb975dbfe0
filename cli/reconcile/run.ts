import type { Command } from 'commander';
import { chooseSources } from '../../client/reconciliation/open-source.ts';
import { runReconciliation } from '../../client/reconciliation/run-now.ts';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';
import { printReports } from './print-reports.ts';

export interface RunFlags extends ChangeFlags {
  readonly config?: string;
  readonly dryRun?: boolean;
}

/** `spillway reconcile run` */
export function run(
  source: string | undefined,
  options: RunFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, async (connected) => {
    const { clients, stage, lines } = connected;
    const routes = await createReadRoutes(context.root, options.config ?? stage.configFile)();
    const chosen = chooseSources(routes, source);
    if (!options.dryRun) {
      await confirmChange(connected, options, context, async () => ({
        what: `Ask the senders of ${chosen.map(([name]) => name).join(', ') || 'nothing'} for what never came`,
      }));
    }
    context.err.progress('The delivery logs are read …');
    const request = {
      ...(source !== undefined && { source }),
      ...(options.dryRun && { dryRun: true }),
    };
    const sources = chosen.length === 0 ? [] : await runReconciliation(clients, stage, request);
    print(options, context, { stage: stage.name, sources }, (result, out) =>
      printReports(result.sources, out, lines),
    );
    if (sources.some(({ problem }) => problem !== undefined)) {
      context.setExitCode(exitCodes.partly);
    }
  });
}
