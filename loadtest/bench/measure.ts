import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { InvokeRequest, InvokeResult } from './invoke.ts';

/** A crash in a minified bundle would show source lines of hundreds of kilobytes. */
const shownLines = 12;
const shownColumns = 200;

/** Invokes a bundle of ingestion, or of its floor, in a fresh process. */
export function measure(
  request: InvokeRequest,
  environment: Readonly<Record<string, string>>,
): Promise<InvokeResult> {
  return runMeasured('invoke.ts', request, environment);
}

/**
 * Gives a request to a file beside this one, which runs in its own process, and returns its result.
 *
 * @throws Error when the process ends without a result, with the shortened end of its standard error.
 */
export async function runMeasured<Result>(
  file: string,
  request: object,
  environment: Readonly<Record<string, string>>,
): Promise<Result> {
  return (await run<Result>(file, request, environment, 'ignore')).result;
}

/** The same, for what the process writes meanwhile: what Lambda would log. */
export async function runListened(
  file: string,
  request: object,
  environment: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { written } = await run(file, request, environment, 'pipe');
  return written.split('\n').filter(Boolean);
}

async function run<Result>(
  file: string,
  request: object,
  environment: Readonly<Record<string, string>>,
  // Log lines go where they cost least. A Lambda's go to a pipe that the platform drains.
  output: 'ignore' | 'pipe',
): Promise<{ readonly result: Result; readonly written: string }> {
  const child = fork(join(import.meta.dirname, file), {
    env: { PATH: '', ...environment },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', output, 'pipe', 'ipc'],
  });
  const errors: string[] = [];
  let written = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.send(request);
  const [result] = await Promise.race([once(child, 'message'), failed(child, errors)]);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return { result, written };
}

async function failed(child: ChildProcess, errors: readonly string[]): Promise<never> {
  const [code, signal] = await once(child, 'close');
  const shown = errors
    .join('')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (line.length > shownColumns ? `${line.slice(0, shownColumns)} …` : line))
    .slice(-shownLines);
  throw new Error(
    [`The measured process ended with ${code ?? signal} and no result:`, ...shown].join('\n'),
  );
}
