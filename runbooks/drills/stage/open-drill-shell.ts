import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openEmbeddedShell } from '../../pages/open-embedded-shell.ts';
import { runInProcess } from '../../pages/run-in-process.ts';
import { openShell, type Shell } from '../../pages/shell.ts';
import type { DrillStage } from './drill-stage.ts';

const checkout = join(import.meta.dirname, '..', '..', '..');

/**
 * Where a page's commands run against the stage of a drill.
 *
 * @param environment of this process: a deployed stage is reached by it
 */
export async function openDrillShell(
  { stage, root, now, sender }: DrillStage,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Shell> {
  const sleep = (milliseconds: number) => delay(milliseconds, undefined, { signal });
  if (stage.stack !== undefined) {
    const places = { root: checkout, stackRoot: root, now };
    // The only secret that a page asks for there is the sender's.
    const input = sender && { readInput: async () => sender.issueToken() };
    return (await openEmbeddedShell(stage.stack, { ...places, ...input, signal, sleep })).shell;
  }
  const env = { ...present(environment), SPILLWAY_STAGE: stage.name };
  // Whoever plays a drill there has agreed to what its page changes.
  const context = { root, signal, sleep, ask: () => Promise.resolve(true) };
  return openShell({
    ...{ root: checkout, env, signal },
    runSpillway: (args) => runInProcess(args, env, context),
  });
}

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
