import type { Command } from 'commander';
import { wrongUsage } from '../client/command-error.ts';
import type { CommandLines } from '../client/command-lines.ts';
import { explainError } from '../client/explain-error.ts';
import type { StackDescription } from '../client/stack-file.ts';
import { type Clients, createClients } from '../client/stage/clients.ts';
import { embeddedStage } from '../client/stage/embedded-stage.ts';
import { findStage, type Stage } from '../client/stage/stage.ts';
import type { ProgramContext, Shared } from './command.ts';
import { createCommandLines } from './command-line.ts';

export interface Connected {
  readonly clients: Clients;
  readonly stage: Stage;
  readonly lines: CommandLines;
}

/** Finds the stage, opens its clients for the time of `run`, and explains what AWS refused. */
export async function connect(
  command: Command,
  { root, err }: ProgramContext,
  run: (connected: Connected) => Promise<void>,
): Promise<void> {
  const lines = createCommandLines(command);
  const stage = findStage(command.optsWithGlobals<Shared>().stage, root);
  const clients = createClients(stage);
  try {
    await run({ clients, stage, lines });
  } catch (error) {
    throw explainError(error, stage, lines);
  } finally {
    clients.destroy();
    err.progress('');
  }
}

/**
 * The running `npm start`, for a command that no deployed stage has.
 *
 * @param what the command does, for the person who asked for a deployed stage
 * @throws CommandError for a deployed stage, and where no embedded stack runs
 */
export function connectEmbedded(
  command: Command,
  { root }: ProgramContext,
  what: string,
): Stage & { readonly stack: StackDescription } {
  const { stage: name } = command.optsWithGlobals<Shared>();
  const stage = findStage(name, root);
  if (stage.stack) return { ...stage, stack: stage.stack };
  throw wrongUsage(
    `${what} is for the embedded stack only, and ${name} is a deployed stage.`,
    `Beside \`npm start\`: ${createCommandLines(command).same({ stage: embeddedStage })}`,
  );
}
