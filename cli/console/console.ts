import { once } from 'node:events';
import type { Command } from 'commander';
import { CommandError } from '../../client/command-error.ts';
import { findStage } from '../../client/stage/stage.ts';
import { openContext } from '../../local/console/server/open-context.ts';
import { startConsole } from '../../local/console/server/start-console.ts';
import type { ProgramContext, Shared } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import type { CreateProgram } from '../run-recorded.ts';

export interface ConsoleFlags extends Shared {
  readonly write?: boolean;
  readonly port?: number;
  readonly config?: string;
}

interface ConsoleProgramContext extends ProgramContext {
  readonly createProgram: CreateProgram;
}

const notHad: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken',
  EACCES: 'is not allowed for this user',
};

function explained(error: unknown, port: number): unknown {
  const why = notHad[Object(error).code];
  if (why === undefined) return error;
  const remedy = 'Choose another one, or leave --port out, which takes one that is free.';
  return new CommandError(`Port ${port} ${why}.`, remedy, { cause: error });
}

/** Nobody wonders sooner. */
const quietMs = 1_000;

/** `spillway console` */
export async function consoleOf(
  { write = false, port = 0, config, json = false }: ConsoleFlags,
  command: Command,
  { root, signal, now, out, err, createProgram }: ConsoleProgramContext,
): Promise<void> {
  const stage = findStage(command.optsWithGlobals<Shared>().stage, root);
  const lines = createCommandLines(command);
  const mayWrite = stage.isEmbedded || write;
  const started = await startConsole({
    port,
    open: () =>
      openContext({ stage: () => stage, lines, createProgram, root, config, mayWrite, now }),
  }).catch((error: unknown) => {
    throw explained(error, port);
  });
  out.line(
    json ? JSON.stringify({ url: started.url }) : `Console of ${stage.name}: ${started.url}`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  const telling = setTimeout(() => err.line('Ending: a run gives back what it holds …'), quietMs);
  await started.stop();
  clearTimeout(telling);
}
