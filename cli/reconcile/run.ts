import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import { openLogs } from '../../client/logs/open-logs.ts';
import { chooseSources } from '../../client/reconciliation/open-source.ts';
import { readReconciliation } from '../../client/reconciliation/read-status.ts';
import { rehearse } from '../../client/reconciliation/rehearse.ts';
import { createReadRoutes, type StageRoutes } from '../../client/stage/configuration.ts';
import { invokeFunction } from '../../client/stage/invoke-function.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';
import type { Connected } from '../connect.ts';
import { printRehearsals } from './print-rehearsals.ts';
import { printReconciliation } from './print-status.ts';

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
    if (!options.dryRun && source !== undefined) {
      throw wrongUsage(
        'A run is over all sources that have a delivery log.',
        `Leave ${source} out, or only look: ${lines.same({ dryRun: true })}`,
      );
    }
    const routes = await createReadRoutes(context.root, options.config ?? stage.configFile)();
    if (options.dryRun) return look(source, routes, options, context, connected);
    const [first] = chooseSources(routes, undefined);
    if (first !== undefined) {
      await confirmChange(connected, options, context, async () => ({
        what: 'Ask the senders for what never came',
      }));
      context.err.progress('The delivery logs are read …');
      const time = new Date(context.now()).toISOString();
      await invokeFunction(clients, stage, `spillway-${stage.name}-reconciliation`, { time });
    }
    const read = await readReconciliation(clients, stage.name, { routes, now: context.now() });
    print(options, context, read, (result, out) => printReconciliation(result, out, lines));
  });
}

async function look(
  source: string | undefined,
  routes: StageRoutes,
  options: RunFlags,
  context: ProgramContext,
  { clients, stage, lines }: Connected,
): Promise<void> {
  const logs = openLogs(stage);
  const { now, sleep } = context;
  const sources = [];
  try {
    for (const [name, config] of chooseSources(routes, source)) {
      context.err.progress(`The delivery log of ${name} is read …`);
      sources.push(await rehearse({ clients, logs, stage: stage.name, now, sleep }, name, config));
    }
  } finally {
    logs.destroy();
  }
  print(options, context, { stage: stage.name, sources }, (result, out) =>
    printRehearsals(result.sources, out, lines),
  );
}
