import type { Command } from 'commander';
import { type Clients, createClients } from './clients.ts';
import { explainError } from './explain-error.ts';
import { embeddedStage, findStage, type Stage } from './stage.ts';
import type { Terminal } from './terminal.ts';

export interface ProgramContext {
  /** The directory that holds `.spillway/`. */
  readonly root: string;
  /** Of SPILLWAY_STAGE. */
  readonly defaultStage: string | undefined;
  /** Results. */
  readonly out: Terminal;
  /** Progress: kept apart, so that results can be piped. */
  readonly err: Terminal;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Reads what must not be seen: all of stdin, or a line that isn't shown while it is typed. */
  readonly readInput: (prompt: string) => Promise<string>;
}

export interface Shared {
  readonly stage: string;
  readonly json?: boolean;
}

export interface Connected {
  readonly clients: Clients;
  readonly stage: Stage;
}

/** Gives a command the options that all commands have. */
export function withShared(command: Command, { defaultStage }: ProgramContext): Command {
  return command
    .option(
      '--stage <name>',
      `a deployed stage, or ${embeddedStage} for the running \`npm start\` (env: SPILLWAY_STAGE)`,
      defaultStage ?? embeddedStage,
    )
    .option('--json', 'write JSON');
}

/** Finds the stage, opens its clients for the time of `run`, and explains what AWS refused. */
export async function connect(
  options: Shared,
  { root, err }: ProgramContext,
  run: (connected: Connected) => Promise<void>,
): Promise<void> {
  const stage = findStage(options.stage, root);
  const clients = createClients(stage);
  try {
    await run({ clients, stage });
  } catch (error) {
    throw explainError(error, stage);
  } finally {
    clients.destroy();
    err.progress('');
  }
}

/** Writes a result: JSON where that was asked for. */
export function print<Result>(
  { json }: Shared,
  { out, err }: ProgramContext,
  result: Result,
  printForPeople: (result: Result, terminal: Terminal) => void,
): void {
  err.progress('');
  if (json) out.line(JSON.stringify(result, undefined, 2));
  else printForPeople(result, out);
}
