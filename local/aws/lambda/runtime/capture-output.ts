import { isLogged, type Logging } from '../logging.ts';
import { consoleLines } from './console-line.ts';

export interface CapturedOutput {
  /** The lines written since the last call. */
  take(): readonly string[];
  /** The id that console lines carry from now on. */
  setRequestId(requestId: string | undefined): void;
}

const levels = {
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
} as const;

/**
 * Collects what the function writes, as Lambda does: a line on stdout or stderr is an event as it stands, a
 * call of `console` is one event with time, request id and level.
 *
 * @param onWrite called when a line waits and none waited before
 */
export function captureOutput(logging: Logging, onWrite: () => void): CapturedOutput {
  let lines: string[] = [];
  let requestId: string | undefined;
  const add = (line: string) => {
    lines.push(line);
    if (lines.length === 1) onWrite();
  };
  for (const stream of [process.stdout, process.stderr]) collectLines(stream, add);
  for (const [method, level] of Object.entries(levels)) {
    const isWritten = logging.format === 'Text' || isLogged(level, logging.applicationLevel);
    const write = (...args: unknown[]) =>
      add(consoleLines[logging.format]({ level, args, requestId }));
    Object.assign(console, { [method]: isWritten ? write : () => undefined });
  }
  return {
    take: () => {
      const taken = lines;
      lines = [];
      return taken;
    },
    setRequestId: (id) => {
      requestId = id;
    },
  };
}

function collectLines(stream: NodeJS.WriteStream, add: (line: string) => void): void {
  let rest = '';
  const write = (chunk: string | Uint8Array, ...args: unknown[]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) add(part);
    const done = args.at(-1);
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
  Object.assign(stream, { write });
}
