import { CommanderError } from 'commander';
import { CommandError } from '../client/command-error.ts';
import { type ExitCode, exitCodes } from '../client/terminal/exit-codes.ts';
import { printableJson } from '../client/terminal/printable.ts';
import type { Terminal } from '../client/terminal/terminal.ts';

/** What is said of a command that failed. */
export interface Failure {
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
  readonly exitCode: ExitCode;
  /** Of the error and of what caused it, with `--debug`: where in the code each of them arose. */
  readonly trace?: readonly string[];
}

/** `undefined` for what is no failure: help and version come as errors too. */
export function failureOf(error: unknown, isDebug: boolean): Failure | undefined {
  const trace = isDebug ? { trace: traceOf(error) } : {};
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return undefined;
    // Called with nothing, a command that only has others has shown its help.
    const message =
      error.code === 'commander.help'
        ? 'No command is named.'
        : error.message.replace(/^error: /, '');
    return { message, remedy: 'Add --help for the options.', exitCode: exitCodes.usage, ...trace };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof CommandError)) return { message, exitCode: exitCodes.failed, ...trace };
  const { remedy, exitCode } = error;
  return { message, ...(remedy === undefined ? {} : { remedy }), exitCode, ...trace };
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
