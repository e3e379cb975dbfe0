import type { Command } from 'commander';
import { embeddedStage } from '../client/stage/embedded-stage.ts';
import { type ExitCode, exitCodes } from '../client/terminal/exit-codes.ts';
import { printableJson } from '../client/terminal/printable.ts';
import type { Terminal } from '../client/terminal/terminal.ts';

export interface ProgramContext {
  /** The directory that holds `.spillway/`. */
  readonly root: string;
  /** Of SPILLWAY_STAGE. */
  readonly defaultStage: string | undefined;
  /** Of AWS_ENDPOINT_URL: where this shell's AWS tools go. */
  readonly awsEndpoint?: string | undefined;
  /** Results. */
  readonly out: Terminal;
  /** Writes a result that is no text. Absent where only text can be written. */
  readonly writeBytes?: (bytes: Buffer) => void;
  /** Progress: kept apart, so that results can be piped. */
  readonly err: Terminal;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Reads what must not be seen: all of stdin, or a line that isn't shown while it is typed. */
  readonly readInput: (prompt: string) => Promise<string>;
  /** All of stdin, as it is. */
  readonly readBytes?: () => Promise<Buffer>;
  /** Whether who is at the terminal says yes. Absent where nobody is. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** A line that is typed at the terminal; undefined at the end of its input. Absent where nobody is. */
  readonly askLine?: (question: string) => Promise<string | undefined>;
  /** Of this process, for the commands that a page has run. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Of a command that ends with a result, and is not done all the same. */
  readonly setExitCode: (code: ExitCode) => void;
}

export interface Shared {
  readonly stage: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

export interface ChangeFlags extends Shared {
  readonly yes?: boolean;
}

/** Gives a command the options that all commands have. */
export function withShared(command: Command, { defaultStage }: ProgramContext): Command {
  const staged = command.option(
    '--stage <name>',
    `a deployed stage, or ${embeddedStage} for the running \`npm start\` (env: SPILLWAY_STAGE)`,
    defaultStage ?? embeddedStage,
  );
  return withOutput(staged);
}

/** Gives a command that works on no stage what all others have beside it. */
export function withOutput(command: Command): Command {
  return command
    .option('--json', 'write JSON; an error is the last line of stderr')
    .option('--debug', 'say of an error where in the code it arose, and what caused it');
}

/** Gives a command the option that names the configuration of its stage. */
export function withConfig(command: Command): Command {
  return command.option(
    '--config <file>',
    'the configuration of the stage, where it is another than spillway.config.ts',
  );
}

/** Gives a command that changes something the option to do it unasked. */
export function withYes(command: Command): Command {
  return command.option('--yes', "don't ask before a deployed stage is changed");
}

/** A look that Ctrl-C ended has a result all the same: of what it had seen by then. */
export function endLook({ signal, setExitCode }: ProgramContext): void {
  if (signal.aborted) setExitCode(exitCodes.interrupted);
}

/** Writes a result: JSON where that was asked for. */
export function print<Result>(
  { json }: Pick<Shared, 'json'>,
  { out, err }: ProgramContext,
  result: Result,
  printForPeople: (result: Result, terminal: Terminal) => void,
): void {
  err.progress('');
  if (json) out.line(printableJson(result, 2));
  else printForPeople(result, out);
}
