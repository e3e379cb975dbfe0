import { CommanderError } from 'commander';
import { CommandError } from '../client/command-error.ts';
import { type ExitCode, exitCodes } from '../client/terminal/exit-codes.ts';
import { printableJson } from '../client/terminal/printable.ts';
import type { Terminal } from '../client/terminal/terminal.ts';
import { nearestName } from '../service/webhook/nearest-name.ts';

/** What is said of a command that failed. */
export interface Failure {
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
  readonly exitCode: ExitCode;
  /** Of the error and of what caused it, with `--debug`: where in the code each of them arose. */
  readonly trace?: readonly string[];
}

/**
 * `undefined` for what is no failure: help and version come as errors too.
 *
 * @param isInterrupted by Ctrl-C, which fails whatever is under way
 */
export function failureOf(
  error: unknown,
  isDebug: boolean,
  isInterrupted = false,
): Failure | undefined {
  const failure =
    error instanceof CommanderError ? misusedBy(error) : failedBy(error, isInterrupted);
  return failure !== undefined && isDebug ? { ...failure, trace: traceOf(error) } : failure;
}

function misusedBy({ code, exitCode, message }: CommanderError): Failure | undefined {
  if (exitCode === 0) return undefined;
  return {
    // Called with nothing, a command that only has others has shown its help.
    message:
      code === 'commander.help'
        ? 'No command is named.'
        : withMeantChoice(message.replace(/^error: /, '')),
    remedy: 'Add --help for the options.',
    exitCode: exitCodes.usage,
  };
}

function failedBy(error: unknown, isInterrupted: boolean): Failure {
  const { remedy, exitCode } =
    error instanceof CommandError ? error : { remedy: undefined, exitCode: exitCodes.failed };
  if (isInterrupted && exitCode === exitCodes.failed) {
    return { message: 'Interrupted.', exitCode: exitCodes.interrupted };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message, ...(remedy === undefined ? {} : { remedy }), exitCode };
}

/** For a value that is none of those that an option or argument takes. */
function withMeantChoice(message: string): string {
  const [, given, choices] =
    /'([^']*)' is invalid.* Allowed choices are (.*)\.$/s.exec(message) ?? [];
  if (given === undefined || choices === undefined) return message;
  const meant = nearestName(given, choices.split(', '));
  return meant === undefined ? message : `${message} Did you mean ${meant}?`;
}

/** In JSON it is one line, whatever was written before it: the last one of stderr. */
export function reportFailure(failure: Failure, err: Terminal, isJson: boolean): void {
  if (isJson) {
    err.line(printableJson({ error: failure }));
    return;
  }
  const { message, remedy, trace = [] } = failure;
  err.line(`${err.style('red', 'error')}: ${message}`);
  if (remedy !== undefined) err.line(remedy);
  for (const line of trace) err.line(line);
}

/** What a parser could not read it quotes, and that may be a secret. */
const quoting = new Set(['SyntaxError', 'ZodError']);

function traceOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { name, message, stack = '', cause } = error;
  const code = 'code' in error ? [`(${String(error.code)})`] : [];
  const said = quoting.has(name) ? [] : [message];
  return [
    [`${name}:`, ...said, ...code].join(' '),
    ...stack.split('\n').filter((line) => /^ +at /.test(line)),
    ...(cause instanceof Error
      ? traceOf(cause).map((line, at) => (at === 0 ? `caused by ${line}` : line))
      : []),
  ];
}
